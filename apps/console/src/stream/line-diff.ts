export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond this a comparison would take too long: all that went is told, then all that came. */
const linesMax = 800;

/** Two texts, line by line: what is the same stands once, what went before what came. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return [
    ...linesOf('same', now.slice(0, head)),
    ...changed(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...linesOf('same', now.slice(now.length - tail)),
  ];
}

const linesOf = (kind: DiffLine['kind'], lines: readonly string[]): DiffLine[] =>
  lines.map((text) => ({ kind, text }));

function changed(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length > linesMax || now.length > linesMax)
    return [...linesOf('gone', old), ...linesOf('new', now)];
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [gone, came] = [old[i], now[j]];
    if (gone !== undefined && gone === came) {
      lines.push({ kind: 'same', text: gone });
      i++;
      j++;
    } else if (came === undefined || (gone !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'gone', text: gone ?? '' });
      i++;
    } else {
      lines.push({ kind: 'new', text: came });
      j++;
    }
  }
  return lines;
}

const at = (table: readonly Uint16Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many lines both have in common from each place on. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) {
      const row = table[i] as Uint16Array;
      row[j] =
        old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  return table;
}
