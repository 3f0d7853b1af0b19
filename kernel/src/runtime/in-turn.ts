import { Fault } from '../fault.ts';

/** Work on one key, one after the other; other keys are not held up. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Commands that may wait for one stream. */
const waitingMax = 1000;

/**
 * Commands on one stream take turns inside a process: they would only lose the race for the next version to each
 * other. Races with other processes are still settled by the store.
 */
export function inTurn(): InTurn {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  return (key, work) => {
    const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= waitingMax)
      throw new Fault('overloaded', 'Too many changes of one thing are waiting. Try again shortly.');
    const turn = line.length === 0 ? work() : line.last.then(work, work);
    line.last = turn;
    line.length++;
    lines.set(key, line);
    const leave = (): void => {
      if (--line.length === 0) lines.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  };
}
