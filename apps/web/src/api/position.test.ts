import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { positionKeeper } from './position.ts';

test('a read asks for the position of the last command, and stops asking after two minutes', () => {
  let nowMs = 0;
  const positions = positionKeeper(() => nowMs);
  equal(positions.least(), undefined);
  positions.note('0.5');
  positions.note(null);
  equal(positions.least(), '0.5');
  positions.note('0.4');
  equal(positions.least(), '0.5', 'an earlier one takes nothing back');
  positions.note('0.7');
  nowMs = 119_999;
  equal(positions.least(), '0.7');
  nowMs = 120_000;
  equal(positions.least(), undefined);
});

test('a page that is loaded again asks for what the one before had done', () => {
  let nowMs = 0;
  const first = positionKeeper(() => nowMs);
  first.note('0.5');
  const second = positionKeeper(() => nowMs, first.last());
  equal(second.least(), '0.5');
  nowMs = 120_000;
  equal(second.least(), undefined);
  first.forget();
  equal(first.last(), undefined);
});
