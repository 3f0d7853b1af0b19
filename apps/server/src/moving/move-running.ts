import { runningSource, type EmbeddedEngine } from '@touchline/engine-embedded';
import type { Clock } from '@touchline/kernel';
import { MoveRefused, moveStore, type MoveReport, type TellMove } from '@touchline/kernel/moving';
import { masterIn, openTarget, type Place } from './open-sides.ts';

export interface MoveWish {
  readonly to: Place;
  readonly keysDatabase?: string | undefined;
}

export type MoveAway = (wish: MoveWish, tell: TellMove, signal: AbortSignal) => Promise<MoveReport>;

/** Moves the community of a running engine away. When it is done, this process reads and does not write any more. */
export function moveRunning(engine: EmbeddedEngine, clock: Clock): MoveAway {
  let isMoving = false;
  return async ({ to, keysDatabase }, tell, signal) => {
    if (isMoving) throw new MoveRefused('This community is being moved already. Wait until that has ended.');
    isMoving = true;
    await using opened = new AsyncDisposableStack();
    opened.defer(() => void (isMoving = false));
    const source = runningSource(engine);
    opened.defer(() => source.close());
    const target = await openTarget(to, { clock, keysDatabase, master: () => masterIn(engine.folder) });
    opened.defer(() => target.close());
    return await moveStore(source, target, { clock, tell, signal });
  };
}
