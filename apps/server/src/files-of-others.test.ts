import { equal, match } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { filesOfOthers } from './files-of-others.ts';
import { startServer } from './start-server.ts';

test('a folder that holds only what others put there is told of, until ours is in it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-others-'));
  t.after(() => rmSync(folder, { recursive: true }));
  equal(filesOfOthers(join(folder, 'nowhere')), undefined);
  mkdirSync(join(folder, 'lost+found'));
  writeFileSync(join(folder, '.keep'), '');
  equal(filesOfOthers(folder), undefined);
  for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt']) writeFileSync(join(folder, name), '');
  const said: string[] = [];
  const config = { dataFolder: folder, host: '127.0.0.1', port: 0, demo: false, partitions: undefined };
  await (await startServer(config, (line) => said.push(line))).close();
  match(said[0] ?? '', /holds files that are not Touchline's \(a\.txt, b\.txt, c\.txt, …\)/);
  equal(filesOfOthers(folder), undefined);
  const again: string[] = [];
  await (await startServer(config, (line) => again.push(line))).close();
  match(again.join('\n'), /^Touchline is at [^]*\nData: .*, no events yet\.$/m);
});
