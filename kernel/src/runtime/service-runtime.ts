import type { Clock } from '../clock.ts';
import type { Look } from '../look.ts';
import { Fault } from '../fault.ts';
import type { Engine, Ledger, ViewStore } from '../ports/index.ts';
import type { QueryType } from '../query.ts';
import type { Service } from '../service.ts';
import { streamName } from '../stream.ts';
import { withAttributes, type Tracer } from '../tracer.ts';
import type { Codec } from './codec.ts';
import type { Consumer } from './consumer-spec.ts';
import { allOf } from './all-of.ts';
import { every } from './every.ts';
import { execute, type ExecuteDeps } from './execute.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { InTurn } from './in-turn.ts';
import { memoryRuntime, type MemoryRuntime } from './memory-runtime.ts';
import type { NearBound } from './near-bound.ts';
import type { Outbox } from './outbox.ts';
import { orStop } from './or-stop.ts';
import { pauses, type PausedKind, type Pauses } from './pauses.ts';
import type { Ownership } from './ownership.ts';
import { queryLooks } from './query-looks.ts';
import { policyLook } from './policy-look.ts';
import { reactor, type PolicyRuntime } from './reactor.ts';
import { serviceLedger } from './service-ledger.ts';
import type { StateCache } from './state-cache.ts';
import type { Notices } from './view-build.ts';
import type { StretchLimits } from './stretch-limits.ts';
import { dropUndeclared } from './undeclared-views.ts';
import { followMs, viewRuntime, type ViewRuntime } from './view-runtime.ts';

/** A service with its storage open and its consumers running. */
export interface ServiceRuntime {
  readonly service: Service;
  readonly store: ViewStore;
  readonly ledger: Ledger;
  readonly pauses: Pauses;
  readonly look: Look;
  /** What a query may look at. */
  readonly lookOf: (query: QueryType) => Look;
  readonly executeDeps: ExecuteDeps;
  readonly views: ReadonlyMap<string, ViewRuntime>;
  readonly memoryViews: ReadonlyMap<string, MemoryRuntime>;
  readonly policies: ReadonlyMap<string, PolicyRuntime>;
  consumers(): Consumer[];
  /** ER3: nothing here holds fields of this person any more. Their key is destroyed before. */
  erase(person: string): Promise<void>;
  /** What was read of rows is read anew. */
  forgetRows(): void;
  /** Does as other processes have been told to: pauses, rebuilds. It looks for itself, too, every second (SU9, VW18). */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

export interface RuntimeDeps {
  readonly engine: Engine;
  readonly codec: Codec;
  readonly states: StateCache;
  readonly clock: Clock;
  readonly inTurn: InTurn;
  readonly fingerprint: Fingerprint;
  readonly newId: () => string;
  readonly notices: Notices;
  readonly tracer?: Tracer | undefined;
  readonly stretches: StretchLimits;
  readonly erasing: () => Promise<boolean>;
  readonly erased: () => Promise<boolean>;
  readonly isErasing: () => boolean;
  readonly nearBound: NearBound;
  readonly outbox: Outbox;
  readonly isDelivered: (message: string) => boolean;
  readonly ownership: Ownership | undefined;
}

export async function serviceRuntime(deps: RuntimeDeps, service: Service): Promise<ServiceRuntime> {
  const { engine, codec, clock, newId, notices, stretches } = deps;
  const tracer = deps.tracer && withAttributes(deps.tracer, { 'touchline.service': service.name });
  const { events, cache } = engine;
  const store = await engine.views(service.name);
  const ledger = serviceLedger(engine.ledger, service.name);
  const paused = await pauses(ledger);
  const views = new Map<string, ViewRuntime>();
  const memoryViews = new Map<string, MemoryRuntime>();
  const policies = new Map<string, PolicyRuntime>();
  const { states, inTurn, fingerprint, erasing, erased, isErasing, nearBound, ownership } = deps;
  const isPaused = (view: string): boolean => paused.has('view', view);
  const buildDeps = {
    service: service.name,
    events,
    codec,
    store,
    cache,
    clock,
    newId,
    notices,
    tracer,
    stretches,
    inTurn,
    erasing,
    erased,
    isErasing,
    nearBound,
    isPaused,
    ownership,
    otherWrote: followPauses,
  };
  const pausable = (kind: PausedKind, name: string): readonly Consumer[] => {
    if (kind === 'view') return (views.get(name)?.builds() ?? []).map(({ consumer }) => consumer);
    const other = kind === 'policy' ? policies.get(name) : memoryViews.get(name);
    return other ? [other.consumer] : [];
  };
  async function followPauses(): Promise<void> {
    for (const { kind, name, paused: isNow } of await paused.refresh())
      for (const consumer of pausable(kind, name))
        if (isNow) consumer.pause();
        else consumer.resume();
  }
  async function follow(): Promise<void> {
    // First: a build that is taken over stands still from the beginning where its view does.
    await followPauses();
    const followed = await Promise.allSettled([...views.values()].map((view) => view.follow()));
    for (const one of followed) if (one.status === 'rejected') throw one.reason;
  }
  const unfollow = store.exclusive
    ? undefined
    : every(clock, followMs, follow, (error) => notices.failing(service.name, error));

  async function stop(): Promise<void> {
    await unfollow?.();
    await Promise.all([...policies.values(), ...memoryViews.values()].map((one) => one.stop()));
    await Promise.all([...views.values()].map((one) => one.stop()));
  }
  const started = orStop(stop);
  // Where others share the store, one of them may still declare what is not declared here.
  if (store.exclusive) await dropUndeclared(store, cache, service.name, service.views);
  for (const view of service.views) views.set(view.name, await started(viewRuntime(buildDeps, view)));

  const look = lookOf(deps, service, views, memoryViews);
  const executeDeps: ExecuteDeps = { events, codec, states, look, clock, inTurn, fingerprint, tracer, newId };
  for (const view of service.memoryViews) {
    const onError = (consumer: string, error: unknown): void => notices.failing(consumer, error);
    memoryViews.set(
      view.name,
      await started(
        memoryRuntime(
          {
            events,
            codec,
            clock,
            look,
            views: (name) => views.get(name),
            paused: paused.has('memory-view', view.name),
            onAdvanced: notices.advanced,
            onError,
            tracer,
          },
          view,
        ),
      ),
    );
  }
  const lookAt = policyLook(look, views, isPaused);
  for (const policy of service.policies) {
    const runtime = await started(
      reactor(
        {
          service: service.name,
          events,
          codec,
          ledger,
          outbox: deps.outbox,
          isDelivered: deps.isDelivered,
          fingerprint: deps.fingerprint,
          paused: paused.has('policy', policy.name),
          otherWrote: followPauses,
          clock,
          newId,
          lookAt,
          notices,
          ownership,
          tracer,
          execute: (command, input, call) => execute(executeDeps, command, input, call),
        },
        policy,
      ),
    );
    policies.set(policy.name, runtime);
  }

  return {
    service,
    store,
    ledger,
    pauses: paused,
    look,
    lookOf: queryLooks(look),
    executeDeps,
    views,
    memoryViews,
    policies,
    consumers: () => [
      ...[...views.values()].flatMap((view) => view.builds().map((build) => build.consumer)),
      ...[...memoryViews.values()].map((view) => view.consumer),
      ...[...policies.values()].map((policy) => policy.consumer),
    ],
    async erase(person) {
      // One that cannot do it holds up no other.
      await allOf([...views.values(), ...memoryViews.values()], (view) => view.erase(person));
    },
    forgetRows() {
      for (const view of views.values()) for (const { near } of view.builds()) near?.forget();
    },
    follow,
    stop,
  };
}

/** Only what the service itself declares can be looked at: another service's rows are not even reachable. */
function lookOf(
  deps: RuntimeDeps,
  service: Service,
  views: ReadonlyMap<string, ViewRuntime>,
  memoryViews: ReadonlyMap<string, MemoryRuntime>,
): Look {
  const view = (name: string): ViewRuntime => views.get(name) ?? missing('view', name);
  const missing = (kind: string, name: string): never => {
    throw new Fault('internal', `${service.name} has no ${kind} ${name}`, { retryable: false });
  };
  const look = {
    get: (type: { name: string }, key: string) => view(type.name).reader.get(key),
    getMany: (type: { name: string }, keys: readonly string[]) => view(type.name).reader.getMany(keys),
    range: (type: { name: string }, index: string, query: Parameters<ViewRuntime['reader']['range']>[1]) =>
      view(type.name).reader.range(index, query),
    search: (type: { name: string }, query: Parameters<ViewRuntime['reader']['search']>[0]) =>
      view(type.name).reader.search(query),
    state: (stream: Service['streams'][number], id: string) => deps.states.load(stream, id),
    async history(stream: Service['streams'][number], id: string, page: { after?: number; limit: number }) {
      const stored = await deps.engine.events.readStream(
        streamName(stream, id),
        (page.after ?? 0) + 1,
        'forwards',
        page.limit,
      );
      return Promise.all(stored.map((one) => deps.codec.decode(one)));
    },
    memory: (type: { name: string }) =>
      (memoryViews.get(type.name) ?? missing('memory view', type.name)).instance,
  };
  return look as Look;
}
