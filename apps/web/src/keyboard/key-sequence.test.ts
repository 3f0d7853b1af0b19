import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { keySequence } from './key-sequence.ts';

const plain = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false });

test('single keys, two in a row, and Ctrl or Cmd with a key', () => {
  let nowMs = 0;
  const [next, home, menu] = [() => {}, () => {}, () => {}];
  const find = keySequence({ j: next, 'g h': home, 'mod+k': menu }, () => nowMs);
  equal(find(plain('j')), next);
  equal(find(plain('g')), undefined);
  equal(find(plain('h')), home);
  equal(find(plain('h')), undefined, 'the first key is used up');
  equal(find({ ...plain('K'), metaKey: true }), menu);
  equal(find({ ...plain('j'), ctrlKey: true }), undefined);
  find(plain('g'));
  nowMs = 2000;
  equal(find(plain('h')), undefined, 'too late');
});
