import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { jsonLog, textLog } from './log.ts';

test('a line is a sentence, or one object that holds the sentence and its parts', () => {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  for (const log of [textLog(write), jsonLog(write, () => Date.UTC(2026, 10, 21))]) {
    log('Touchline is at\nhome.');
    log('A view failed.', { level: 'error', event: 'consumer-failing', consumer: 'card@1.1' });
  }
  deepEqual(lines, [
    'Touchline is at\nhome.',
    'A view failed.',
    '{"time":"2026-11-21T00:00:00.000Z","level":"info","message":"Touchline is at\\nhome."}',
    '{"time":"2026-11-21T00:00:00.000Z","level":"error","message":"A view failed.","event":"consumer-failing","consumer":"card@1.1"}',
  ]);
});
