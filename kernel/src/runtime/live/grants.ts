import { isRefusal } from '../../refusal.ts';
import { channelOf, type RunningTopic } from './follow-topics.ts';
import type { Caller } from '../../command.ts';
import type { Once } from './once.ts';

/** What a stream may hear: channels by topic as asked for, and the topics it may not. */
export interface Grants {
  readonly heard: ReadonlyMap<string, readonly string[]>;
  readonly refused: readonly RefusedTopic[];
  readonly deafTo: ReadonlySet<string>;
}

export interface RefusedTopic {
  readonly topic: string;
  /** The service's refusal. */
  readonly code: string;
}

/** LV4: each topic is asked for its channels; one that several services tell of is granted by all of them. */
export async function grantsOf(
  topics: readonly RunningTopic[],
  { caller, asked }: { readonly caller: Caller; readonly asked: readonly string[] },
  once: Once,
): Promise<Grants> {
  const heard = new Map<string, readonly string[]>();
  const refused: RefusedTopic[] = [];
  const deafTo = new Set<ReadonlySet<string>>();
  for (const topic of asked) {
    const [name, key = ''] = topic.split(':', 2);
    const channels: string[] = [];
    let code: string | undefined;
    for (const one of topics.filter(({ type }) => type.topic === name)) {
      const found = await one.type.hearing({ ...caller, look: one.look, key, once: once(one.look) });
      if (isRefusal(found)) code = found.refusal;
      else {
        for (const channel of found.channels) channels.push(channelOf(one, channel));
        if (found.deafTo) deafTo.add(found.deafTo);
      }
    }
    if (code === undefined) heard.set(topic, channels);
    else refused.push({ topic, code });
  }
  return { heard, refused, deafTo: unionOf([...deafTo]) };
}

/** Most topics answer with one and the same set, which is not copied. */
const unionOf = ([first = new Set(), ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  others.reduce((some, more) => some.union(more), first);
