import type { Clock } from '../clock.ts';
import type { CommandType } from '../command.ts';
import type { Recorded } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Look } from '../look.ts';
import type { EventStore, Queue, ViewStore } from '../ports/index.ts';
import type { PolicyType } from '../policy.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Codec } from './codec.ts';
import { consumer, type Consumer } from './consumer.ts';
import type { Executed, ExecuteCall } from './dispatch.ts';
import { fingerprintOf } from './fingerprint.ts';
import { sequences, type Sequences } from './sequences.ts';
import { standing } from './standing.ts';
import type { Notices } from './view-build.ts';

export interface PolicyRuntime {
  readonly policy: PolicyType;
  readonly consumer: Consumer;
  readonly sequences: Sequences;
  stop(): Promise<void>;
}

interface ReactorDeps {
  readonly service: string;
  readonly events: EventStore;
  readonly codec: Codec;
  readonly store: ViewStore;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly look: Look;
  readonly notices: Notices;
  readonly execute: (command: CommandType, input: object, call: ExecuteCall) => Promise<Executed | Refusal>;
  /** A refusal ends the effect: the domain said no, and would again. */
  readonly onRefused?: (policy: string, event: Recorded, refusal: Refusal) => void;
}

/** PO3: to write of someone who was erased is a wish that nothing will ever fulfil. */
function unlessErased(error: unknown): Refusal {
  if (error instanceof Fault && error.code === 'erased') return refuse('erased');
  throw error;
}

/** Runs a policy: at least once per event; each effect's id follows from the event, so it happens once (PO2). */
export async function reactor(deps: ReactorDeps, policy: PolicyType): Promise<PolicyRuntime> {
  const name = `policy:${policy.name}`;
  const started = await deps.store.document(`started:${name}`);
  let cursors = await deps.store.cursors(name, deps.events.partitions);
  if (!started) {
    if (policy.from === 'head') cursors = [...(await deps.events.heads())];
    for (const [partition, position] of cursors.entries())
      await deps.store.commit({ consumer: name, changes: [], cursor: { partition, position } });
    await deps.store.putDocument(`started:${name}`, '{}');
  }

  async function react(event: Recorded): Promise<void> {
    const cause = `${event.partition}.${event.position}`;
    const effects = (await policy.react[event.type]?.(event, deps.look)) ?? [];
    for (const effect of effects) {
      if ('message' in effect) {
        const id = effectId(cause, effect.message, effect.payload);
        const body = JSON.stringify(effect.payload);
        await deps.queue.put({ id, key: policy.sequence(event), kind: effect.message, body });
        continue;
      }
      const commandId = effectId(cause, effect.send.type, effect.input);
      const call = { actor: name, session: null, roles: ['policy'], commandId, correlation: cause, cause };
      const done = await deps.execute(effect.send, effect.input, call).catch(unlessErased);
      if (isRefusal(done)) deps.onRefused?.(policy.name, event, done);
    }
  }

  /** PO2: from event and content, not from the place in a list: a reaction that runs again may list otherwise. */
  const effectId = (cause: string, type: string, content: object): string =>
    `${deps.service}/${policy.name}:${cause}:${fingerprintOf(type, null, content)}`;

  const stand = await standing(deps, name, deps.events.partitions);
  const inSequence = await sequences({
    consumer: name,
    store: deps.store,
    clock: deps.clock,
    decode: (stored) => deps.codec.decode(stored),
    sequence: (event) => policy.sequence(event),
    onParked: deps.notices.parked,
    async apply(events, mark) {
      for (const event of events) await react(event);
      // A cursor that is lost makes it react again, and what it did before is known (PO2).
      await stand.commit({ changes: [], ...mark, lax: !mark.park && !mark.unpark });
    },
  });
  const own = consumer(deps.events, deps.clock, {
    name,
    types: policy.reads.map(({ type }) => type),
    cursors,
    batchMax: 64,
    handle: (partition, events, upTo) => inSequence.handle(partition, events, upTo),
    async standing(read) {
      const found = await stand.ask();
      const goOn = stand.goOn(read, found);
      stand.takeOver(found);
      return goOn;
    },
    onError: (error) => deps.notices.failing(name, error),
  });
  return { policy, consumer: own, sequences: inSequence, stop: () => own.stop() };
}
