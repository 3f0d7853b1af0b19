import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../testing/manual-clock.ts';
import type { Consumer, ConsumerState } from './consumer-spec.ts';
import { visibility } from './visibility.ts';

/** Two views over one partition, moved by hand, with a clock on which bounds end when they are told to. */
function twoViews() {
  const still = (): { at: number; state: ConsumerState } => ({ at: 0, state: 'running' });
  const views = [still(), still()] as const;
  const ends: (() => void)[] = [];
  const clock = {
    ...manualClock(),
    after(_ms: number, action: () => void) {
      ends.push(action);
      return () => {};
    },
  };
  const consumers = views.map(
    (one) => () => ({ state: () => one.state, position: () => one.at }) as unknown as Consumer,
  );
  const shown = visibility(clock, 100, 1, consumers);
  const answered: string[] = [];
  return {
    views,
    answered,
    answers: (what: string, position: number) =>
      void shown.of(new Map([[0, position]])).then(() => answered.push(what)),
    async moves(view: 0 | 1, to: number) {
      views[view].at = to;
      shown.advanced();
      await clock.turn();
    },
    async bound() {
      clock.advance(100);
      for (const end of ends.splice(0)) end();
      await clock.turn();
    },
    turn: () => clock.turn(),
  };
}

test('VW13: a command is answered when every view shows it, and not before the last of them', async () => {
  const { answers, answered, moves } = twoViews();
  answers('first', 1);
  answers('second', 2);
  await moves(0, 2);
  deepEqual(answered, []);
  await moves(1, 1);
  deepEqual(answered, ['first']);
  await moves(1, 2);
  deepEqual(answered, ['first', 'second']);
});

test('VW13: what is shown already is answered at once, and a view that stands still holds nothing up', async () => {
  const { answers, answered, moves, views, turn } = twoViews();
  await moves(0, 5);
  views[1].state = 'paused';
  answers('shown', 5);
  await turn();
  deepEqual(answered, ['shown']);
});

test('VW13: after the bound it is answered all the same', async () => {
  const { answers, answered, bound, moves } = twoViews();
  answers('late', 1);
  await moves(0, 1);
  deepEqual(answered, []);
  await bound();
  deepEqual(answered, ['late']);
});
