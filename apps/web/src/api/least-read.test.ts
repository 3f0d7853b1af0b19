import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { leastRead } from './least-read.ts';

test('a stream that begins at the least of all reads misses nothing that one of them lacks', () => {
  const reads = leastRead();
  equal(reads.least(), undefined);
  reads.note('0.2f-1.9');
  reads.note(null);
  equal(reads.least(), '0.2f-1.9');
  reads.note('0.30-1.8');
  equal(reads.least(), '0.2f-1.8');
  reads.note('0.30');
  equal(reads.least(), '0.2f', 'nothing is known of the other partition');
  reads.forget();
  equal(reads.least(), undefined);
});
