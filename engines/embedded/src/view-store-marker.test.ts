import { equal } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openMarker } from './view-store-marker.ts';

const left = (file: string, boot: string): string => openMarker(file, boot).left;

test('a marker tells how the last process left the file: closed, open in this run of the machine, or not to be trusted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-marker-'));
  const file = join(folder, 'views.db');
  await writeFile(file, '');
  equal(left(file, 'this run'), 'closed');
  const marker = openMarker(file, 'this run');
  marker.write();
  equal(left(file, 'this run'), 'open');
  equal(left(file, 'the next run'), 'untrusted');
  marker.distrust();
  equal(left(file, 'this run'), 'untrusted');
  marker.remove();
  equal(left(file, 'the next run'), 'closed');
  await rm(folder, { recursive: true });
});

test('where only the start second is known, two readings of the same start are one run, another start is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-marker-'));
  const file = join(folder, 'views.db');
  openMarker(file, '1790000000').write();
  equal(left(file, '1790000001'), 'open');
  equal(left(file, '1790000600'), 'untrusted');
  equal(left(file, 'a name'), 'untrusted');
  await rm(folder, { recursive: true });
});
