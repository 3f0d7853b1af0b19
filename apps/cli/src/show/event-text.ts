import type { SeenEvent } from '@touchline/kernel/operate';
import { safeText, valueText } from './safe-text.ts';

/** One event on one line: time, what, where, by whom, with what. */
export function eventText({ at, type, stream, version, actor, data, note }: SeenEvent): string {
  const by = actor === null ? '' : `  by ${actor}`;
  const why = note === undefined ? '' : `  (${note})`;
  return (
    safeText(`${at.replace('T', ' ').replace('Z', '')}  ${type}  ${stream}@${version}${by}  `) +
    valueText(data) +
    safeText(why)
  );
}
