import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { iconPng, markPixels } from './icons.ts';

test('an icon is a PNG of its size, with the pixels of the mark', () => {
  const png = iconPng(20);
  deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [20, 20]);
  const length = png.readUInt32BE(33);
  equal(png.toString('ascii', 37, 41), 'IDAT');
  deepEqual(new Uint8Array(inflateSync(png.subarray(41, 41 + length))), markPixels(20));
});
