import type { Clock } from '../clock.ts';
import type { CommandType } from '../command.ts';
import type { Recorded } from '../event.ts';
import { Fault } from '../fault.ts';
import type { EventStore, Ledger, StoredEvent } from '../ports/index.ts';
import type { Effect, PolicyType } from '../policy.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Tracer } from '../tracer.ts';
import type { Codec } from './codec.ts';
import { consumer } from './consumer.ts';
import type { Consumer } from './consumer-spec.ts';
import type { Executed, ExecuteCall } from './dispatch.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Outbox } from './outbox.ts';
import type { Ownership } from './ownership.ts';
import type { PolicyLook } from './policy-look.ts';
import { sequences, type Sequences } from './sequences.ts';
import { standing } from './standing.ts';
import { untilTheStoreCan } from './until-the-store-can.ts';
import { workOf, type Notices } from './view-build.ts';

export interface PolicyRuntime {
  readonly policy: PolicyType;
  readonly consumer: Consumer;
  readonly sequences: Sequences;
  /** Who has read before, in whichever process, asks where the policy stands before anything is written (VW37). */
  fence(): Promise<void>;
  stop(): Promise<void>;
}

interface ReactorDeps {
  readonly service: string;
  readonly events: EventStore;
  readonly codec: Codec;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  /** Whether anyone here delivers a message: what nobody would deliver is not put (PO8). */
  readonly isDelivered: (message: string) => boolean;
  readonly fingerprint: Fingerprint;
  readonly paused: boolean;
  readonly otherWrote: () => Promise<void>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly lookAt: PolicyLook;
  readonly notices: Notices;
  /** Absent where this process does all the work. */
  readonly ownership: Ownership | undefined;
  readonly tracer?: Tracer | undefined;
  readonly execute: (command: CommandType, input: object, call: ExecuteCall) => Promise<Executed | Refusal>;
}

/** PO3: to write of someone who was erased is a wish that nothing will ever fulfil. */
function unlessErased(error: unknown): Refusal {
  if (error instanceof Fault && error.code === 'erased') return refuse('erased');
  throw error;
}

/** The second of a name would be taken for the first, done again. */
function refuseNamedTwice(policy: string, effects: readonly Effect[]): void {
  const named = effects.filter((effect) => effect.as !== undefined);
  const names = new Set(named.map((one) => `${'tell' in one ? one.tell.name : one.send.type}:${one.as}`));
  if (names.size < named.length)
    throw new TypeError(`${policy} gives two effects of one event the same name.`);
}

/** Runs a policy: at least once per event; each effect's id follows from the event, so it happens once (PO2). */
export async function reactor(deps: ReactorDeps, policy: PolicyType): Promise<PolicyRuntime> {
  const name = `policy:${policy.name}`;
  const { ledger, events, newId, ownership } = deps;
  const stand = await standing({ store: ledger, newId }, name, events.partitions);
  // Where several processes could, the owner does.
  if (!ownership) await begin();

  async function begin(): Promise<void> {
    const heads = await events.heads();
    const isStarted = (await ledger.document(`started:${name}`)) !== undefined;
    for (const [partition, head] of heads.entries())
      // LE3: a log that was restored alone is older than what the ledger knows of it.
      if (isStarted ? stand.at(partition) > head : policy.from === 'head')
        await stand.commit({ changes: [], cursor: { partition, position: head } });
    if (!isStarted) await ledger.putDocument(`started:${name}`, '{}');
  }

  /** What was recorded about the request that an event belongs to. */
  const metaOf = new WeakMap<Recorded, NonNullable<StoredEvent['meta']>>();

  async function react(event: Recorded): Promise<void> {
    const cause = `${event.partition}.${event.position}`;
    const effects = (await policy.react[event.type]?.(event, deps.lookAt(event))) ?? [];
    refuseNamedTwice(policy.name, effects);
    for (const effect of effects) {
      if ('tell' in effect) {
        const { tell: type, payload } = effect;
        if (!policy.tells.includes(type))
          throw new TypeError(`${policy.name} tells ${type.name} without declaring it in \`tells\`.`);
        if (!deps.isDelivered(type.name)) continue;
        const id = effectId(cause, type.name, payload, effect.as);
        await deps.outbox.put(type, payload, { id, key: `${deps.service}/${policy.sequence(event)}` });
        continue;
      }
      const commandId = effectId(cause, effect.send.type, effect.input, effect.as);
      const { correlation = cause, traceparent } = metaOf.get(event) ?? {};
      const by = { actor: name, session: null, roles: ['policy'] };
      const call = { ...by, commandId, correlation, cause, traceparent };
      // A refusal ends it (PO3): also that of a named effect which was done before, with other content.
      await deps.execute(effect.send, effect.input, call).catch(unlessErased);
    }
  }

  /**
   * PO2: from event and content, not from the place in a list: a reaction that runs again may list otherwise. Keyed,
   * as contents may be personal. Or from the name that the effect was given.
   */
  const effectId = (cause: string, type: string, content: object, as?: string): string =>
    `${deps.service}/${policy.name}:${cause}:${as === undefined ? deps.fingerprint(type, null, content) : `${type}:${as}`}`;

  const inSequence = await sequences({
    consumer: name,
    store: ledger,
    clock: deps.clock,
    async decode(stored) {
      const event = await deps.codec.decode(stored);
      if (stored.meta) metaOf.set(event, stored.meta);
      return event;
    },
    sequence: (event) => policy.sequence(event),
    onParked: deps.notices.parked,
    async apply(batch, mark) {
      for (const event of batch) await react(event);
      // A cursor that is lost makes it react again, and what it did before is known (PO2).
      await stand.commit({ changes: [], ...mark, lax: !mark.park && !mark.unpark });
    },
  });
  const own = consumer(events, deps.clock, {
    name,
    types: policy.reads.map(({ type }) => type),
    cursors: Array.from({ length: events.partitions }, (_, partition) => stand.at(partition)),
    batchMax: 64,
    paused: deps.paused,
    handle: (partition, batch, upTo) => inSequence.handle(partition, batch, upTo),
    share: ownership && ((worker) => ownership.share(workOf(deps.service, name), worker)),
    async takeUp(epoch) {
      await stand.fence(epoch);
      await deps.otherWrote();
      stand.takeOver(await stand.ask());
      await begin();
    },
    letGo: () => stand.letGo(),
    tracer: deps.tracer,
    async standing(read) {
      const found = await stand.ask();
      const goOn = stand.goOn(read, found);
      stand.takeOver(found);
      if (found.writer === 'others') {
        inSequence.doubt();
        await deps.otherWrote();
      }
      return goOn;
    },
    onError: (error) => deps.notices.failing(name, error),
  });
  const fence = (): Promise<void> =>
    untilTheStoreCan(deps.clock, () => own.exclusively(() => stand.commit({ changes: [] })));
  return { policy, consumer: own, sequences: inSequence, fence, stop: () => own.stop() };
}
