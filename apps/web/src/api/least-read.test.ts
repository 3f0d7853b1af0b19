import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { leastRead } from './least-read.ts';

test('a stream that begins at the least of all reads misses nothing that one of them lacks', () => {
  const { note, least, forget } = leastRead();
  equal(least.value, undefined);
  note('0.2f-1.9');
  note(null);
  equal(least.value, '0.2f-1.9');
  note('0.30-1.8');
  equal(least.value, '0.2f-1.8');
  note('0.30');
  equal(least.value, '0.2f', 'nothing is known of the other partition');
  forget();
  equal(least.value, undefined);
});

test('a read lacks nothing that the stream tells after it, and lacks what came before the stream began', () => {
  const { note, least, toldAfter } = leastRead();
  note('0.8');
  toldAfter('0.9');
  equal(least.value, '0.8', 'it was read before the stream began');
  toldAfter('0.8');
  equal(least.value, undefined, 'the stream begins there');
  note('0.8');
  note('0.a');
  equal(least.value, undefined);
  note('0.7');
  equal(least.value, '0.7', 'an answer that came late');
  toldAfter('0.7');
  toldAfter(undefined);
  note('0.c');
  equal(least.value, '0.c', 'of what is shown now nobody tells');
});
