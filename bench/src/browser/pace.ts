import { median } from '../bench.ts';
import { type MainThread, type Spent } from './main-thread.ts';

/**
 * Work in a page that no change of the app changes: what the browser takes for it says how fast this machine is now.
 * Objects, texts, styles and layout.
 */
const yardstick = `{
  const box = document.createElement('section');
  box.style.cssText = 'position: absolute; visibility: hidden; width: 300px; contain: strict';
  const rows = Array.from({ length: 40 }, (_, i) => ({ id: i, text: 'Row ' + i, likes: i * 7 }));
  for (const { id, text, likes } of JSON.parse(JSON.stringify(rows))) {
    const row = document.createElement('p');
    row.dataset.id = id;
    row.append(text + ', liked by ' + likes.toLocaleString());
    box.append(row);
  }
  document.body.append(box);
  void box.scrollHeight;
  box.remove();
}`;

/** What the yardstick takes where nothing else runs, slowed down four times; measured. */
const calmMs = 14;

export const timeYardstick = (thread: MainThread): Promise<Spent> =>
  thread.timeOf(() => thread.run(yardstick));

/**
 * A bar in milliseconds for this hour: a program beside it takes caches and the other half of a core away, and then
 * all takes longer, by a thread's own ticks, too. It is never lowered.
 */
export function barAtPace(
  atMost: number,
  yards: readonly Spent[],
): { bar: { atMost: number }; note: string } {
  const times = median(yards.map((one) => one.taskMs)) / calmMs;
  return {
    bar: { atMost: atMost * Math.max(1, times) },
    note: times > 1 ? `; this machine takes ${times.toFixed(1)} times as long for anything, now` : '',
  };
}
