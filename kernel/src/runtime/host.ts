import { systemClock, type Clock } from '../clock.ts';
import type { CommandType } from '../command.ts';
import { Fault } from '../fault.ts';
import { idSource } from '../id.ts';
import type { Recorded } from '../event.ts';
import type { Deliver } from '../message.ts';
import type { Engine, StoredEvent } from '../ports/index.ts';
import type { QueryType } from '../query.ts';
import type { Awaitable } from '../look.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import type { Tracer } from '../tracer.ts';
import { allOf } from './all-of.ts';
import { boundedReads } from './bounded-reads.ts';
import { codec, type Codec } from './codec.ts';
import type { Consumer, ConsumerState } from './consumer-spec.ts';
import { cursorSeal } from './cursor-seal.ts';
import type { Dispatch, Executed, ExecuteCall, Positions, QueryOptions } from './dispatch.ts';
import { deliverer, type Deliverer } from './deliverer.ts';
import { messageTypes } from './message-types.ts';
import { orStop } from './or-stop.ts';
import { outbox } from './outbox.ts';
import { erasures, type Erasures } from './erasures.ts';
import { eventTypes } from './event-types.ts';
import { execute } from './execute.ts';
import { keyedFingerprint } from './fingerprint.ts';
import { inTurn } from './in-turn.ts';
import { live, type Live } from './live/live.ts';
import { liveLimits, type LiveLimits } from './live/live-limits.ts';
import { nearBound } from './near-bound.ts';
import { ownership } from './ownership.ts';
import { ownWrites } from './own-writes.ts';
import { retryParked, skipParked, type ParkedOf } from './parked.ts';
import { recentMap } from './recent-map.ts';
import { serviceRuntime, type ServiceRuntime } from './service-runtime.ts';
import { stateCache } from './state-cache.ts';
import { stretchLimits, type StretchLimits } from './stretch-limits.ts';
import type { Notices } from './view-build.ts';
import { visibility } from './visibility.ts';
import { within } from './within.ts';

export interface HostOptions {
  readonly services: readonly Service[];
  readonly engine: Engine;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** How long a read waits for its position token. Default 2,000 ms. */
  readonly waitMaxMs?: number;
  /** How long an answer waits until every view here shows it (VW13). 0 answers at once. Default 100 ms. */
  readonly visibleMaxMs?: number;
  /** How views that are far behind catch up. */
  readonly stretches?: StretchLimits;
  readonly liveLimits?: Partial<LiveLimits>;
  /** Hears of commands, appends, and what consumers do with events. */
  readonly tracer?: Tracer;
  /** How long a start waits for views that are filled for the first time. Default 1,000 ms. */
  readonly fillMaxMs?: number;
  readonly notices?: Partial<Omit<Notices, 'advanced'>>;
  /** How messages reach the outside, by name. What has no entry is told to nobody here (PO8). */
  readonly deliver?: Readonly<Record<string, Deliver>>;
  /** What this process is called among those that share its work; unlike any before or beside it. Default a new id. */
  readonly member?: string;
}

/** Services running on an engine. */
export interface Host extends Dispatch {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly codec: Codec;
  readonly runtimes: ReadonlyMap<string, ServiceRuntime>;
  /** What open pages listen to. */
  readonly live: Live;
  /** Carries out the events that erase someone; `undefined` where no event does. */
  readonly erasures: Consumer | undefined;
  /** Resolves when everything that was written has been consumed, and what that caused, too. For tests and tools. */
  drain(): Promise<void>;
  decode(stored: StoredEvent): Promise<Recorded>;
  /** Tries a consumer's parked events again, in order. */
  retryParked(service: string, which: ParkedOf): Promise<{ done: number; left: number }>;
  /** Sets parked events aside for good; the caller records why. */
  skipParked(service: string, which: ParkedOf): Promise<number>;
  /**
   * Destroys a person's key and takes their fields out of everything that was read with it here (PD4, ER3).
   * What an event that erases causes; called by itself it leaves no trace in the log to go on from after a crash.
   */
  erase(person: string): Promise<void>;
  /** Whether anything here delivers messages, and how to tell it that a dead letter is back in line. */
  readonly deliverer: Deliverer | undefined;
  /** Stops consumers. The engine stays open: whoever opened it closes it. */
  stop(): Promise<void>;
}

const drainRoundsMax = 1000;
/** Here, or by another process. */
const workedOn: ReadonlySet<ConsumerState> = new Set(['running', 'following']);
/** An answer waits so long for an erasure to come to its end. */
const erasedMaxMs = 10_000;

export async function startHost(options: HostOptions): Promise<Host> {
  const { services, engine } = options;
  const clock = options.clock ?? systemClock;
  const newId = options.newId ?? idSource(() => clock.now());
  const reads = boundedReads(engine.events, clock, options.waitMaxMs ?? 2000);
  const runtimes = new Map<string, ServiceRuntime>();
  const shownBy: (() => Consumer | undefined)[] = [];
  const shown = visibility(clock, options.visibleMaxMs ?? 100, engine.events.partitions, shownBy);
  const notices: Notices = {
    parked: () => {},
    failing: () => {},
    givenUp: () => {},
    ...options.notices,
    advanced: shown.advanced,
  };
  const events = codec(eventTypes(services), engine.keys);
  const states = stateCache(engine.events, events, { exclusive: engine.exclusive });
  const fingerprint = keyedFingerprint(await engine.secrets.secret('command-fingerprint'));
  const cursors = cursorSeal(await engine.secrets.secret('page-cursors'));
  /** Those whose key is destroyed and whose erasure is not carried out here. */
  const withheld = new Set<string>();
  const carriedOut = recentMap<true>(1000);
  const running: { erasures?: Erasures | undefined; deliverer?: Deliverer } = {};
  const deliver = options.deliver ?? {};
  const { stretches = stretchLimits, member = newId() } = options;
  const { leases } = engine;
  const owned =
    leases &&
    ownership({ leases, clock, member, onError: (error) => notices.failing('the sharing of work', error) });
  const deps = {
    engine,
    codec: events,
    states,
    clock,
    inTurn: inTurn(),
    fingerprint,
    newId,
    notices,
    tracer: options.tracer,
    stretches,
    outbox: outbox(engine.queue, engine.keys, () => running.deliverer?.wake()),
    isDelivered: (message: string) => deliver[message] !== undefined,
    erasing: async () => (await running.erasures?.underWay()) ?? false,
    ownership: owned,
    isErasing: () => withheld.size > 0 || engine.keys.isFresh?.() === false,
    nearBound: nearBound(),
    erased: async () => {
      const own = running.erasures?.consumer;
      const all = (await engine.events.heads()).map((head, p) => own?.reached(p, head, erasedMaxMs) ?? true);
      return !(await Promise.all(all)).includes(false);
    },
  };
  const started = orStop(async () => {
    await Promise.all([...runtimes.values()].map((runtime) => runtime.stop()));
    await owned?.stop();
  });
  for (const service of services) {
    const runtime = await started(serviceRuntime(deps, service));
    runtimes.set(service.name, runtime);
    for (const view of runtime.views.values())
      shownBy.push(() => (view.isFilled() ? view.live().consumer : undefined));
    for (const view of runtime.memoryViews.values()) shownBy.push(() => view.consumer);
  }
  // Small views are filled before anyone asks; others say for themselves that they are not.
  const filled = [...runtimes.values()].flatMap(({ views }) =>
    [...views.values()].map((view) => view.filled),
  );
  await started(owned?.start() ?? Promise.resolve());
  for (const { views } of runtimes.values())
    for (const view of views.values())
      await view.tidy().catch((error: unknown) => notices.failing(view.view.name, error));
  await within(Promise.all(filled), clock, options.fillMaxMs ?? 1000);
  const writes = ownWrites();
  const limits: LiveLimits = { ...liveLimits, ...options.liveLimits };
  const liveHub = live({
    events: engine.events,
    codec: events,
    clock,
    limits,
    tracer: options.tracer,
    topics: [...runtimes.values()].flatMap(({ service, look }) =>
      service.live.map((type) => ({ service: service.name, type, look })),
    ),
    shown: (partition, position) => shownHere(partition, position, limits.shownMaxMs),
    onError: (error) => notices.failing('live', error),
  });
  const forget = (person: string): void => {
    events.forget(person);
    states.clear();
    liveHub.forget().catch((error: unknown) => notices.failing('live', error));
    if (mayErase && !carriedOut.get(person)) withheld.add(person);
  };
  const mayErase = [...events.types.values()].some(({ erases }) => erases !== undefined);
  const unsubscribe = engine.keys.onErased?.(forget);

  async function erase(person: string): Promise<void> {
    await engine.keys.destroy(person);
    forget(person);
    await allOf(runtimes.values(), (runtime) => runtime.erase(person)).finally(() => {
      // What was remembered before, or meanwhile, may be from before it was taken out, here or by another process.
      for (const runtime of runtimes.values()) runtime.forgetRows();
    });
    await liveHub.forget();
    carriedOut.set(person, true);
    withheld.delete(person);
  }
  const erasing = await started(
    erasures({
      events: engine.events,
      exclusive: engine.exclusive,
      codec: events,
      clock,
      runtimes,
      erase,
      onError: (error) => notices.failing('erasures', error),
    }),
  );
  running.erasures = erasing;
  const delivering =
    Object.keys(deliver).length === 0
      ? undefined
      : deliverer({
          queue: engine.queue,
          outbox: deps.outbox,
          clock,
          messages: messageTypes(services),
          deliver,
          onGivenUp: notices.givenUp,
          onError: (error) => notices.failing('outbox', error),
        });
  if (delivering) running.deliverer = delivering;

  /** ER2: answered when nothing is left to read. The wish stands in the log, so it is asked for again, not sent again. */
  async function erasedUpTo(positions: Positions): Promise<void> {
    for (const [partition, position] of positions)
      if (erasing && !(await erasing.consumer.reached(partition, position, erasedMaxMs)))
        throw new Fault('not-yet-visible', 'The erasure has begun and is not done yet.');
  }

  const runtimeOf = (service: Service): ServiceRuntime => {
    const runtime = runtimes.get(service.name);
    if (!runtime) throw new Fault('internal', `${service.name} does not run here`, { retryable: false });
    return runtime;
  };

  /** Of what is read here, whatever runs: what stands still is not waited for. */
  async function shownHere(partition: number, position: number, boundMs: number): Promise<void> {
    const behind = shownBy
      .flatMap((of) => of() ?? [])
      .filter((one) => workedOn.has(one.state()) && !one.has(partition, position));
    await Promise.all(behind.map((one) => one.reached(partition, position, boundMs)));
  }

  return {
    services,
    partitions: engine.events.partitions,
    cursors,
    engine,
    clock,
    codec: events,
    runtimes,
    live: liveHub,
    erasures: erasing?.consumer,
    deliverer: delivering,

    async execute(
      service: Service,
      command: CommandType,
      input: object,
      call: ExecuteCall,
    ): Promise<Executed | Refusal> {
      const runtime = runtimeOf(service);
      const ask = (): Promise<Executed | Refusal> => execute(runtime.executeDeps, command, input, call);
      const done = await reads.unlessBehind(runtime, command, await ask(), ask);
      if (isRefusal(done)) return done;
      if (command.erases) await erasedUpTo(done.positions);
      if (call.actor !== null) writes.note(call.actor, done.positions);
      await shown.of(done.positions);
      return done;
    },

    async query(
      service: Service,
      query: QueryType,
      input: object,
      call: QueryOptions,
    ): Promise<object | Refusal> {
      const runtime = runtimeOf(service);
      const own = call.actor === null ? undefined : writes.of(call.actor);
      if (call.least || own) await reads.brought(runtime, query, call.least, own);
      const { actor, session, roles } = call;
      const look = runtime.lookOf(query);
      const ask = (): Awaitable<object | Refusal> =>
        query.read(input, { actor, session, roles, look, nowMs: clock.now() });
      return reads.unlessBehind(runtime, query, await ask(), ask);
    },

    position: (service, query) => reads.position(runtimeOf(service), query),

    async drain() {
      for (let round = 0; round < drainRoundsMax; round++) {
        const heads = await engine.events.heads();
        if (erasing) await drained(erasing.consumer, heads);
        for (const runtime of runtimes.values()) {
          for (const consumer of runtime.consumers()) await drained(consumer, heads);
          for (const memory of runtime.memoryViews.values()) await memory.settled();
        }
        await delivering?.settled();
        const after = await engine.events.heads();
        if (after.every((head, partition) => head === heads[partition])) return;
      }
      throw new Fault('internal', 'Policies keep writing; the log never comes to rest.', {
        retryable: false,
      });
    },

    decode: async (stored) => events.decode(stored),
    retryParked: (service, which) => retryParked(runtimes.get(service), which, engine.events),
    skipParked: (service, which) => skipParked(runtimes.get(service), which),

    erase,

    async stop() {
      unsubscribe?.();
      await liveHub.stop();
      await delivering?.stop();
      await erasing?.consumer.stop();
      await Promise.all([...runtimes.values()].map((runtime) => runtime.stop()));
      await owned?.stop();
    },
  };
}

async function drained(consumer: Consumer, heads: readonly number[]): Promise<void> {
  for (const [partition, head] of heads.entries())
    while (
      consumer.state() !== 'paused' &&
      consumer.state() !== 'stopped' &&
      !(await consumer.reached(partition, head, 200))
    );
}
