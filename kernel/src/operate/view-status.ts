import type { EventType } from '../event.ts';
import type { Host, RebuildProgress, ViewBuild, ViewRuntime } from '../runtime/index.ts';
import { parkedCounts } from './parked-counts.ts';

export interface ConsumerStatus {
  readonly state: 'running' | 'following' | 'paused' | 'failing' | 'stopped';
  /** One position per partition. */
  readonly cursors: readonly number[];
  /** Events of the log that it has not looked at yet. */
  readonly lagEvents: number;
  /** Age of the oldest event meant for it that it has not consumed, in seconds; 0 only when there is none. */
  readonly lagS: number;
  /** Events set aside because they, or earlier ones of their sequence, failed. */
  readonly parked: number;
}

export interface BuildStatus extends ConsumerStatus {
  readonly build: number;
  readonly role: 'live' | 'previous' | 'building';
  /** Events applied since the process started. */
  readonly applied: number;
}

export interface ViewStatus {
  readonly kind: 'view';
  readonly name: string;
  readonly version: number;
  readonly rows: number;
  readonly builds: readonly BuildStatus[];
  /** The build of an earlier version that is read while the first of this one is being filled. */
  readonly standIn?: { readonly version: number; readonly build: number };
  readonly rebuild?: RebuildProgress;
}

export type ReaderStatus = ConsumerStatus & {
  readonly kind: 'memory-view' | 'policy';
  readonly name: string;
};

export interface ServiceStatus {
  readonly service: string;
  readonly readers: readonly (ViewStatus | ReaderStatus)[];
}

export interface Status {
  /** The last position of each partition. */
  readonly heads: readonly number[];
  readonly services: readonly ServiceStatus[];
}

interface Following {
  readonly name: string;
  state(): ConsumerStatus['state'];
  cursors(): number[];
}

/** Where everything that reads the log stands. */
export async function viewStatus(host: Host): Promise<Status> {
  const heads = await host.engine.events.heads();
  const services: ServiceStatus[] = [];
  for (const [service, runtime] of host.runtimes) {
    const views = [...runtime.views.values()].flatMap((view) => view.builds());
    const policies = [...runtime.policies.values()];
    const parked = new Map([
      ...(await parkedCounts(runtime.store, namesOf(views))),
      ...(await parkedCounts(runtime.ledger, namesOf(policies))),
    ]);
    const statusOf = (consumer: Following, reads: readonly EventType[]): Promise<ConsumerStatus> =>
      consumerStatus(host, heads, consumer, reads, parked.get(consumer.name) ?? 0);
    const readers: (ViewStatus | ReaderStatus)[] = [];
    for (const [name, view] of runtime.views) {
      const rebuild = view.rebuilding();
      const builds: BuildStatus[] = [];
      for (const build of view.builds()) {
        const role = roleOf(view, build);
        builds.push({
          build: build.number,
          role,
          applied: build.applied(),
          ...(await statusOf(build.consumer, view.view.reads)),
        });
      }
      const standIn = view.standIn();
      readers.push({
        kind: 'view',
        name,
        version: view.view.version,
        rows: await view.rows(),
        builds,
        ...(standIn && { standIn: { version: standIn.version, build: standIn.number } }),
        ...(rebuild && { rebuild }),
      });
    }
    for (const [name, { consumer, view }] of runtime.memoryViews)
      readers.push({ kind: 'memory-view', name, ...(await statusOf(consumer, view.reads)) });
    for (const [name, { consumer, policy }] of runtime.policies)
      readers.push({ kind: 'policy', name, ...(await statusOf(consumer, policy.reads)) });
    services.push({ service, readers });
  }
  return { heads, services };
}

const namesOf = (owners: readonly { readonly consumer: Following }[]): string[] =>
  owners.map(({ consumer }) => consumer.name);
function roleOf(view: ViewRuntime, build: ViewBuild): BuildStatus['role'] {
  if (build === view.live()) return view.isFilled() ? 'live' : 'building';
  return view.rebuilding() ? 'building' : 'previous';
}

async function consumerStatus(
  host: Host,
  heads: readonly number[],
  consumer: Following,
  reads: readonly EventType[],
  parked: number,
): Promise<ConsumerStatus> {
  const { lagEvents, lagS } = await lagOf(host, heads, consumer, reads);
  return { state: consumer.state(), cursors: consumer.cursors(), lagEvents, lagS, parked };
}

const lagMsMin = 100;

/** How far a consumer is behind heads that were just read. */
export async function lagOf(
  host: Host,
  heads: readonly number[],
  consumer: Pick<Following, 'cursors'>,
  reads: readonly EventType[],
): Promise<Pick<ConsumerStatus, 'lagEvents' | 'lagS'>> {
  const cursors = consumer.cursors();
  let lagEvents = 0;
  let lagMs = 0;
  for (const [partition, head] of heads.entries()) {
    const cursor = cursors[partition] ?? 0;
    if (cursor >= head) continue;
    lagEvents += head - cursor;
    const { events } = await host.engine.events.readPartition(
      partition,
      cursor,
      1,
      reads.map(({ type }) => type),
    );
    // Clocks differ between processes; an event of the future is not behind.
    // What waits is never told as nothing, however young it is.
    if (events[0]) lagMs = Math.max(lagMs, lagMsMin, host.clock.now() - events[0].at);
  }
  return { lagEvents, lagS: Math.round(lagMs / 100) / 10 };
}
