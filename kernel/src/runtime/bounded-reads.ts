import type { Clock } from '../clock.ts';
import type { CommandType } from '../command.ts';
import { Fault } from '../fault.ts';
import type { Awaitable } from '../look.ts';
import type { EventStore } from '../ports/index.ts';
import type { QueryType } from '../query.ts';
import { isRefusal, refusalText, type Refusal } from '../refusal.ts';
import type { Consumer } from './consumer-spec.ts';
import type { Positions } from './dispatch.ts';
import type { ServiceRuntime } from './service-runtime.ts';

type Shown = Pick<Consumer, 'has' | 'position' | 'reached'>;

/** How far what is read has come, and waiting, bounded, until it has come further. */
export interface BoundedReads {
  /** How far what the query reads has come; `undefined` where it reads no view. */
  position(runtime: ServiceRuntime, query: QueryType): Positions | undefined;
  /** VW6: what the query reads shows at least that. Throws `Fault('not-yet-visible')`, but not for what one wrote oneself. */
  brought(
    runtime: ServiceRuntime,
    query: QueryType,
    least: Positions | undefined,
    own: Positions | undefined,
  ): Promise<void>;
  /** VW12: "there is no such thing" is only said by views that have seen all that stood when it was asked. */
  unlessBehind<T>(
    runtime: ServiceRuntime,
    type: Pick<CommandType, 'refusals'> & Partial<Pick<QueryType, 'uses'>>,
    first: T | Refusal,
    ask: () => Awaitable<T | Refusal>,
  ): Promise<T | Refusal>;
}

const pausedDetail =
  'What you ask for is not shown yet: an operator has paused the view it is read from. It is there once that goes on; try again after `Retry-After`, or read what is older without `Touchline-Min-Position`.';

const notWritten = (): Fault =>
  new Fault('not-yet-visible', 'The write you asked for does not stand in the log.');

export function boundedReads(events: EventStore, clock: Clock, waitMaxMs: number): BoundedReads {
  const { partitions } = events;
  /** True when they have consumed the positions, within the bound. */
  async function reached(consumers: () => readonly Shown[], positions: Positions): Promise<boolean> {
    const untilMs = clock.steady() + waitMaxMs;
    for (;;) {
      const waits: Promise<boolean>[] = [];
      for (const consumer of consumers())
        for (const [partition, position] of positions)
          if (!consumer.has(partition, position))
            waits.push(consumer.reached(partition, position, Math.max(0, untilMs - clock.steady())));
      if (waits.length === 0) return true;
      if ((await Promise.all(waits)).includes(false)) return false;
      // Meanwhile another build may have become the live one: then that one is asked, too.
    }
  }

  const isPaused = ({ pauses }: ServiceRuntime, name: string): boolean =>
    pauses.has('view', name) || pauses.has('memory-view', name);

  /** What a query reads: of it what goes on, or what an operator has paused, which no waiting brings nearer (SU9). */
  const readBy = (runtime: ServiceRuntime, { uses }: QueryType, paused: boolean): readonly Shown[] =>
    uses.flatMap(({ name }) =>
      isPaused(runtime, name) === paused
        ? (runtime.views.get(name)?.shown() ?? runtime.memoryViews.get(name)?.consumer ?? [])
        : [],
    );

  const covers = (consumers: readonly Shown[], positions: Positions): boolean =>
    consumers.every((one) => [...positions].every(([at, position]) => one.has(at, position)));

  /** Nobody was given another one, but by a log that went further: no waiting brings it. */
  async function isUnwritten(positions: Positions): Promise<boolean> {
    const heads = await events.heads().catch(() => undefined); // While the log cannot tell, it is waited for.
    return heads !== undefined && [...positions].some(([at, position]) => position > (heads[at] ?? 0));
  }

  return {
    position(runtime, query) {
      // What is paused is passed over: it would hold streams back to where it stands. What it lacks shows with the next read.
      const views = readBy(runtime, query, false);
      if (views.length === 0) return undefined;
      const positions = new Map<number, number>();
      for (let partition = 0; partition < partitions; partition++) {
        const least = Math.min(...views.map((view) => view.position(partition)));
        if (least > 0 || partition === 0) positions.set(partition, least);
      }
      return positions;
    },

    async brought(runtime, query, least, own) {
      const views = (): readonly Shown[] => readBy(runtime, query, false);
      // What is paused is not waited for, so that whoever asks is told at once.
      if (least && !covers(readBy(runtime, query, true), least))
        throw new Fault('not-yet-visible', 'A view that this reads is paused.', { detail: pausedDetail });
      if (least && !covers(views(), least) && (await isUnwritten(least))) throw notWritten();
      if (least && !(await reached(views, least)))
        throw new Fault(
          'not-yet-visible',
          'The write you asked for is not visible here yet. Try again shortly.',
        );
      // Who wrote a moment ago sees it without a token, too; there the bound ends in an answer, not in a fault.
      if (own) await reached(views, own);
    },

    async unlessBehind(runtime, { refusals, uses }, first, ask) {
      if (!isRefusal(first)) return first;
      const declared = refusals[first.refusal];
      if (declared === undefined || refusalText(declared).status !== 404) return first;
      const stood = new Map((await events.heads()).entries());
      const names = uses ? uses.map(({ name }) => name) : [...runtime.views.keys()];
      const all = (): readonly Shown[] =>
        names.flatMap((name) => (isPaused(runtime, name) ? [] : (runtime.views.get(name)?.shown() ?? [])));
      // Who has seen it by now need not have when it was asked. What a command looked at is not known: it is asked again.
      if (!(await reached(all, stood)) && uses)
        throw new Fault(
          'not-yet-visible',
          'What was asked for may be there and is not shown here yet. Try again shortly.',
        );
      return ask();
    },
  };
}
