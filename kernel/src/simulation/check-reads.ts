import { tallyPage } from '../conformance/sample.ts';
import type { Recorded } from '../event.ts';
import { rowsAfter } from '../testing/fold-view.ts';
import type { History } from './history.ts';
import { ofStream, type LoggedEvent } from './whole-log.ts';

/** VW6: a read with a token shows the stream as it was at the token or later, or says that it cannot yet. */
export function checkReads(log: readonly LoggedEvent[], { reads, commands }: History): string[] {
  const findings: string[] = [];
  const forgotten = new Map(
    commands.flatMap(({ command, client, ended }) => (command === 'ForgetMe' ? [[client, ended]] : [])),
  );
  const stories = new Map<string, readonly (string | undefined)[]>();
  for (const { tally, least, outcome, client, began } of reads) {
    if (typeof outcome === 'string' && outcome !== 'no-such-tally') continue;
    const events = ofStream(log, `tally-${tally}`).map(({ event }) => event);
    if (events.some(isPoison)) continue; // Its row stands still while the sequence is parked.
    const story = stories.get(tally) ?? storyOf(tally, events);
    stories.set(tally, story);
    const from = events.filter(({ partition, position }) => position <= (least.get(partition) ?? 0)).length;
    const row = typeof outcome === 'string' ? undefined : (outcome as { owner: string; note: string });
    // ER3: before the answer the note may be shown or not; the log that is looked at here shows it no more.
    const mayShow = row && began <= (forgotten.get(row.owner) ?? 0);
    const shown = row && JSON.stringify(mayShow ? { ...row, note: '[erased]' } : row);
    if (!story.slice(from).includes(shown))
      findings.push(
        `VW6: ${client} was shown ${shown ?? 'nothing'} for ${tally}, with a token for version ${from} of ${events.length}`,
      );
  }
  return findings;
}

const isPoison = ({ data }: Recorded): boolean => (data as { amount?: number }).amount === 666;

/** The row after each version, from 0 on. */
const storyOf = (tally: string, events: readonly Recorded[]): readonly (string | undefined)[] =>
  Array.from({ length: events.length + 1 }, (_, version) => {
    const row = rowsAfter(
      tallyPage,
      events.slice(0, version) as Parameters<typeof rowsAfter<object, (typeof tallyPage.reads)[number]>>[1],
    ).get(tally);
    return row && JSON.stringify(row);
  });
