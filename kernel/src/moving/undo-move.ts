import type { Clock } from '../clock.ts';
import { MoveRefused } from './move-refused.ts';
import type { MoveSource } from './move-sides.ts';

/**
 * Takes a move back, as long as nothing was written at the other side since: that one is closed first and becomes an
 * unfinished copy, then the source opens. At every moment at most one of the two takes writes.
 */
export async function undoMove(
  source: MoveSource,
  there: MoveSource,
  { clock }: { readonly clock: Pick<Clock, 'now'> },
): Promise<void> {
  const mark = await source.mark();
  if (mark?.kind !== 'moved')
    throw new MoveRefused(`${source.place} was not moved away: there is nothing to take back.`);
  if (mark.other !== there.place)
    throw new MoveRefused(
      `${source.place} was moved to ${mark.other}, not to ${there.place}. Name that one.`,
    );
  if (there.community !== source.community)
    throw new MoveRefused(
      `${there.place} holds another community than ${source.place}. Nothing was changed.`,
    );
  const other = await there.mark();
  if (other?.kind === 'moved')
    throw new MoveRefused(
      `${there.place} was itself moved on to ${other.other}. Move it back from there instead.`,
    );
  if (other === undefined) {
    const hold = await there.hold();
    try {
      const written = sum(await there.log.heads()) - sum(mark.heads);
      if (written !== 0)
        throw new MoveRefused(
          `${Math.abs(written)} events were written to ${there.place} since, and would be lost. Move it back instead: npx touchline migrate --from … --to …, into a new place.`,
        );
      const since = new Date(clock.now()).toISOString();
      const { community, place } = source;
      await hold.close({ kind: 'filling', community, other: place, since, heads: [] });
    } catch (error) {
      await hold.release();
      throw error;
    }
  }
  await source.unmark();
}

const sum = (positions: readonly number[]): number => positions.reduce((total, one) => total + one, 0);
