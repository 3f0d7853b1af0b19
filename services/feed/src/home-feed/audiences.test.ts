import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { audiences, hears, nobody, type Hearer } from './audiences.ts';

const hearer = (viewer: string): Hearer => ({
  viewer,
  window: { ids: [], floor: '', kudos: [], reposts: [] },
  heard: new Uint32Array(0),
  pushed: 0,
  pulled: 0,
});

describe('audiences', () => {
  test('who joins is heard of by number, and the number leads back to the author', () => {
    const all = audiences();
    const ann = hearer('ann');
    all.join(ann, ['bo', 'cy']);
    assert.deepEqual(all.hearers(all.numberOf('bo')), [ann]);
    assert.deepEqual(all.authorsOf(ann).toSorted(), ['bo', 'cy']);
    assert.ok(hears(ann, all.numberOf('cy')));
    assert.equal(all.numberOf('di'), nobody);
    assert.equal(hears(ann, nobody), false);
  });

  test('an author whom nobody hears any longer gives the number back', () => {
    const all = audiences();
    const [ann, bo] = [hearer('ann'), hearer('bo')];
    all.join(ann, ['x']);
    const number = all.numberOf('x');
    all.leave(ann);
    assert.equal(all.numberOf('x'), nobody);
    all.join(bo, ['y']);
    assert.equal(all.numberOf('y'), number);
    assert.deepEqual(all.hearers(number), [bo]);
  });

  test('an audience kept with its length stays the same while others come and go', () => {
    const all = audiences();
    const people = ['a', 'b', 'c', 'd'].map(hearer);
    for (const one of people) all.join(one, ['x']);
    const kept = all.hearers(all.numberOf('x'));
    const length = kept.length;
    for (const one of people.slice(0, 3)) all.leave(one);
    all.join(hearer('e'), ['x']);
    assert.deepEqual(kept.slice(0, length), people);
    const now = all.hearers(all.numberOf('x')).filter(({ window }) => window !== undefined);
    assert.deepEqual(
      now.map(({ viewer }) => viewer),
      ['d', 'e'],
    );
  });

  test('those who left are taken out before they are more than those who stay', () => {
    const all = audiences();
    const people = Array.from({ length: 100 }, (_, i) => hearer(`p${i}`));
    for (const one of people) all.join(one, ['x']);
    for (const one of people.slice(1)) all.leave(one);
    assert.ok(all.hearers(all.numberOf('x')).length <= 2);
  });
});
