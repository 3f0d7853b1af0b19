import type { Clock } from '@touchline/kernel';
import type { Status } from '@touchline/kernel/operate';
import { answerOf } from '../reach/answer.ts';
import type { Reach } from '../reach/reach.ts';
import { CliFault } from '../cli-fault.ts';

const pollMs = 50;
const pollsWithoutProgressMax = 400;

/** Resolves when every live view has read what was in the log at the time of the call. */
export async function viewsCaughtUp(reach: Reach, clock: Clock, signal: AbortSignal): Promise<void> {
  let target: readonly number[] | undefined;
  let least = Infinity;
  for (let idle = 0; idle < pollsWithoutProgressMax && !signal.aborted; idle++) {
    const status = await answerOf<Status>(reach, '/v1/operator/views');
    target ??= status.heads;
    const left = missing(status, target);
    if (left === 0) return;
    if (left < least) idle = 0;
    least = Math.min(least, left);
    await clock.wait(pollMs, signal);
  }
  if (!signal.aborted)
    throw new CliFault(
      'The views do not catch up. See npx touchline views, then run the import again to go on.',
    );
}

function missing({ services }: Status, heads: readonly number[]): number {
  const live = services
    .flatMap(({ readers }) => readers)
    .flatMap((reader) => (reader.kind === 'view' ? reader.builds.filter(({ role }) => role === 'live') : []));
  return live.reduce(
    (sum, { cursors }) =>
      sum + heads.reduce((behind, head, p) => behind + Math.max(0, head - (cursors[p] ?? 0)), 0),
    0,
  );
}
