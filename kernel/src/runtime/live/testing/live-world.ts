import type { Caller } from '../../../command.ts';
import type { Engine, ViewStore } from '../../../ports/index.ts';
import { memoryEngine } from '../../../testing/memory/memory-engine.ts';
import { world } from '../../../testing/world.ts';
import { positionsFrom, toldUpTo } from '../../positions.ts';
import type { LiveEvent } from '../live-event.ts';
import type { LiveLimits } from '../live-limits.ts';
import { banPerson, boards, score } from './boards.ts';

/** A gate that view commits go through: what is shut in is not shown. */
export interface Gate {
  shut(): void;
  open(): void;
}

interface Heard {
  readonly events: LiveEvent[];
  /** Kinds and what they are about, as short text. */
  told(): string[];
  ended(): boolean;
  leave(): void;
  lastId(): string | undefined;
}

/** The boards in memory, with streams that keep what they hear. */
export async function liveWorld(
  partitions = 1,
  limits: Partial<LiveLimits> = {},
  memory = memoryEngine({ partitions }),
) {
  const { engine, gate, reads } = gated(memory);
  const all = await world([boards], engine, {
    visibleMaxMs: 0,
    liveLimits: { paceMs: 0, ...limits },
  });
  const { host } = all;
  const caller = (actor: string | null): Caller => ({ actor, session: 's', roles: [] });
  const sends = async (command: typeof score | typeof banPerson, input: object, actor = 'ana') => {
    await host.execute(boards, command, input, caller(actor));
  };

  return {
    host,
    clock: all.clock,
    gate,
    /** How often the log was asked for a partition's events. */
    reads,
    scores: (id: string, points = 1, actor = 'ana') => sends(score, { board: id, points }, actor),
    bans: (person: string, on = true) => sends(banPerson, { person, on }),
    async listens(
      topics: readonly string[],
      {
        actor = null,
        after,
        holds = () => true,
      }: { actor?: string | null; after?: string | undefined; holds?: () => boolean } = {},
    ): Promise<Heard> {
      const events: LiveEvent[] = [];
      let over = false;
      const listening = await host.live.listen(
        {
          caller: caller(actor),
          topics,
          after: after === undefined ? undefined : toldUpTo(after),
          holds,
        },
        { take: (some) => void events.push(...some), end: () => void (over = true) },
      );
      return {
        events,
        told: () => events.map(({ kind, data }) => `${kind} ${Object.values(data).join(' ')}`),
        ended: () => over,
        leave: () => listening.leave(),
        lastId: () => events.at(-1)?.id,
      };
    },
    /** Resolves when all that was written has been told. */
    async told(): Promise<void> {
      await all.drained();
      const heads = await engine.events.heads();
      for (const _ of rounds) {
        const at = positionsFrom(host.live.position());
        if (heads.every((head, partition) => (at?.get(partition) ?? 0) >= head)) return;
        await all.clock.turn();
      }
      throw new Error('Not everything was told.');
    },
    /** Resolves when the log is followed no more, for nobody listens. */
    async rested(): Promise<void> {
      for (const _ of rounds) {
        if (host.live.position() === nowhere) return;
        await all.clock.turn();
      }
      throw new Error('The log is still followed.');
    },
    drained: () => all.drained(),
    /** Lets everything run that can. */
    async settled(): Promise<void> {
      for (let turn = 0; turn < 50; turn++) await all.clock.turn();
    },
    close: () => all.close(),
  };
}

const nowhere = '0.0';
const rounds = Array.from({ length: 100_000 }, (_, round) => round);

function gated(memory: Engine): { engine: Engine; gate: Gate; reads: { count: number } } {
  let passing = Promise.withResolvers<void>();
  passing.resolve();
  const reads = { count: 0 };
  const through = (store: ViewStore): ViewStore => ({
    ...store,
    async commit(commit) {
      await passing.promise;
      await store.commit(commit);
    },
  });
  const engine: Engine = {
    ...memory,
    events: {
      ...memory.events,
      readPartition(...asked) {
        reads.count++;
        return memory.events.readPartition(...asked);
      },
    },
    views: async (service) => through(await memory.views(service)),
  };
  const gate = {
    shut: () => void (passing = Promise.withResolvers<void>()),
    open: () => passing.resolve(),
  };
  return { engine, gate, reads };
}
