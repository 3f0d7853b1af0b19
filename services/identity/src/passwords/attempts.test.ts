import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attempts } from './attempts.ts';

function limited(options: { burst?: number; keysMax?: number } = {}) {
  const clock = { ms: 1_000_000 };
  const limit = attempts({ burst: 10, refillS: 90, keysMax: 1000, ...options, steady: () => clock.ms });
  return { limit, clock };
}

test('of 10,000 attempts in a row, 10 go through', () => {
  const { limit } = limited();
  const through = Array.from({ length: 10_000 }, () => limit.take('kai')).filter((waitS) => waitS === 0);
  assert.equal(through.length, 10);
});

test('after the burst, one goes through per refill and the wait is told', () => {
  const { limit, clock } = limited({ burst: 1 });
  assert.equal(limit.take('kai'), 0);
  assert.equal(limit.take('kai'), 90);
  clock.ms += 60_000;
  assert.equal(limit.waitS('kai'), 30);
  clock.ms += 30_000;
  assert.equal(limit.take('kai'), 0);
  assert.equal(limit.take('kai'), 90);
});

test('keys do not count for each other, and what is given back does not count', () => {
  const { limit } = limited({ burst: 1 });
  assert.equal(limit.take('kai'), 0);
  assert.equal(limit.take('ana'), 0);
  limit.giveBack('kai');
  assert.equal(limit.take('kai'), 0);
});

test('giving back more than was taken allows no more than the burst', () => {
  const { limit } = limited({ burst: 2 });
  for (let i = 0; i < 5; i++) limit.giveBack('kai');
  assert.deepEqual(
    [1, 2, 3].map(() => limit.take('kai') === 0),
    [true, true, false],
  );
});

test('no more keys are remembered than allowed; the latest are', () => {
  const { limit } = limited({ burst: 1, keysMax: 3 });
  for (const key of ['a', 'b', 'c', 'd']) limit.take(key);
  assert.equal(limit.waitS('a'), 0);
  assert.equal(limit.waitS('d'), 90);
});

test('keys that were given back take no room from those that count', () => {
  const { limit } = limited({ burst: 1, keysMax: 2 });
  limit.take('guessed');
  for (const key of ['a', 'b', 'c', 'd']) {
    limit.take(key);
    limit.giveBack(key);
  }
  assert.equal(limit.waitS('guessed'), 90);
});
