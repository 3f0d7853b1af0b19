import { moveStore, undoMove, type MoveReport, type TellMove } from '@touchline/kernel/moving';
import { openSource, openTarget, type Place, type SideOptions } from './open-sides.ts';

export interface MoveStoppedOptions extends SideOptions {
  readonly tell?: TellMove;
  readonly signal?: AbortSignal;
}

/** Moves a community whose folder no server has open, or which is in PostgreSQL, where servers may go on. */
export async function moveStopped(from: Place, to: Place, options: MoveStoppedOptions): Promise<MoveReport> {
  await using opened = new AsyncDisposableStack();
  const source = await openSource(from, options);
  opened.defer(() => source.close());
  const target = await openTarget(to, options);
  opened.defer(() => target.close());
  return await moveStore(source, target, options);
}

/** Takes a move back, as long as nothing was written at the other side. */
export async function takeMoveBack(from: Place, to: Place, options: SideOptions): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const source = await openSource(from, options);
  opened.defer(() => source.close());
  const there = await openSource(to, options);
  opened.defer(() => there.close());
  await undoMove(source, there, options);
}
