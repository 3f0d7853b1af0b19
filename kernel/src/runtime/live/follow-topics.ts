import type { Clock } from '../../clock.ts';
import type { Recorded } from '../../event.ts';
import type { LiveTopic, Told } from '../../live.ts';
import type { Look } from '../../look.ts';
import type { EventStore, StoredEvent } from '../../ports/index.ts';
import type { Tracer } from '../../tracer.ts';
import type { Codec } from '../codec.ts';
import { consumer } from '../consumer.ts';
import type { Consumer } from '../consumer-spec.ts';
import { positionToken } from '../positions.ts';
import { isOfTheStore } from '../sequences.ts';
import { latestOfEach, type Delivery } from './kept-patches.ts';
import type { LiveLimits } from './live-limits.ts';
import { lookAhead } from './look-ahead.ts';

/** A topic of a service that runs here. */
export interface RunningTopic {
  readonly service: string;
  readonly type: LiveTopic;
  readonly look: Look;
}

const asks = ({ type: { rechecks, reads } }: RunningTopic, name: string): boolean =>
  (rechecks ?? reads).some(({ type }) => type === name);

/** Channels of different topics do not meet. */
export const channelOf = ({ service, type }: RunningTopic, channel: string): string =>
  `${service}.${type.topic}/${channel}`;

export interface FollowDeps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly topics: readonly RunningTopic[];
  readonly limits: LiveLimits;
  readonly tracer?: Tracer | undefined;
  /** Resolves when what is read here shows the position, at the latest after the bound. */
  readonly shown: (partition: number, position: number) => Promise<void>;
  readonly recheck: (people: readonly string[]) => Promise<void>;
  readonly deliver: (deliveries: readonly Delivery[]) => void;
  readonly onError: (error: unknown) => void;
}

export interface Following {
  readonly consumer: Consumer;
  /** Up to where everything was told. */
  positions(): Map<number, number>;
}

/** Follows the log and tells what the topics say of it: after the views show it, never before (LV3). */
export function followTopics(deps: FollowDeps, start: readonly number[]): Following {
  const { clock, limits } = deps;
  const told = [...start];
  let deliveredAtMs = -Infinity;
  const paceMs = limits.paceMs / start.length;

  const byType = new Map<string, RunningTopic[]>();
  for (const topic of deps.topics)
    for (const { type } of topic.type.reads) byType.set(type, [...(byType.get(type) ?? []), topic]);

  const ahead = lookAhead({
    ...deps,
    types: [...byType.keys()].filter((name) => asking(name).length > 0),
    position: (partition) => own.position(partition),
    peopleOf,
  });

  const own = consumer(deps.events, clock, {
    name: 'live',
    types: [...byType.keys()],
    cursors: start,
    batchMax: 2_000,
    onError: deps.onError,
    tracer: deps.tracer,
    async handle(partition, stored, upTo) {
      if (stored.length > 0) {
        await deps.shown(partition, upTo);
        const people = new Set<string>();
        const deliveries: Delivery[] = [];
        for (const one of stored)
          deliveries.push(...(await deliveriesOf(one, (some) => some.forEach((who) => people.add(who)))));
        // What somebody may no longer hear is taken from them before anything of this batch goes out (LV5).
        if (people.size > 0) await deps.recheck([...people]);
        const waitMs = deliveredAtMs + paceMs - clock.steady();
        if (waitMs > 0) await clock.wait(waitMs);
        if (deliveries.length > 0) await ahead(partition);
        deliveredAtMs = clock.steady();
        deps.deliver(latestOfEach(deliveries));
      }
      told[partition] = upTo;
    },
  });

  async function deliveriesOf(
    stored: StoredEvent,
    recheck: (people: readonly string[]) => void,
  ): Promise<Delivery[]> {
    const { partition, position } = stored;
    const event = await readable(stored);
    if (!event) return [];
    const found = new Map<string, Pick<Delivery, 'to' | 'by' | 'patch'>>();
    for (const topic of byType.get(stored.type) ?? [])
      for (const one of await toldBy(topic, event))
        if ('recheck' in one) {
          if (asks(topic, stored.type)) recheck(one.recheck);
        } else {
          // Several topics may tell the same: who listens to two of them hears it once.
          const key = `${one.patch.type.kind} ${one.patch.type.of(one.patch.data)}`;
          const { patch, by, to } = found.get(key) ?? { patch: one.patch, by: undefined, to: [] };
          const channels = one.to.map((channel) => channelOf(topic, channel));
          found.set(key, { patch, by: by ?? one.by, to: [...to, ...channels] });
        }
    return [...found.values()].map(({ to, by, patch }, i, all) => {
      // Who was cut off between two patches of one event hears both again.
      const isLast = i === all.length - 1;
      const id = positionToken(positionsWith(partition, position), isLast ? undefined : partition);
      return { to, by, patch, partition, position, event: { kind: patch.type.kind, data: patch.data, id } };
    });
  }

  function asking(type: string): RunningTopic[] {
    return (byType.get(type) ?? []).filter((topic) => asks(topic, type));
  }

  /** At whom an event asks to look again. */
  async function peopleOf(stored: StoredEvent): Promise<string[]> {
    const event = await readable(stored);
    if (!event) return [];
    const said = await Promise.all(asking(stored.type).map((topic) => toldBy(topic, event)));
    return said.flat().flatMap((one) => ('recheck' in one ? one.recheck : []));
  }

  async function readable(stored: StoredEvent): Promise<Recorded | undefined> {
    try {
      return await deps.codec.decode(stored);
    } catch (error) {
      if (isOfTheStore(error)) throw error;
      deps.onError(error); // Nobody is told of it; everything else goes on.
      return undefined;
    }
  }

  async function toldBy({ type, look }: RunningTopic, event: Recorded): Promise<readonly Told[]> {
    try {
      return (await type.tell[event.type]?.(event, look)) ?? [];
    } catch (error) {
      deps.onError(error); // One patch less; what it would have told can be read.
      return [];
    }
  }

  function positionsWith(partition: number, position: number): Map<number, number> {
    const positions = new Map<number, number>();
    for (const [other, upTo] of told.entries()) {
      const at = other === partition ? position : Math.max(upTo, own.position(other));
      if (at > 0 || told.length === 1) positions.set(other, at);
    }
    return positions;
  }

  return {
    consumer: own,
    positions: () => {
      const positions = positionsWith(-1, 0);
      return positions.size > 0 ? positions : new Map([[0, 0]]);
    },
  };
}
