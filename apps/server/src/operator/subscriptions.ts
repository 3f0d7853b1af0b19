import type { EventType } from '@touchline/kernel';
import type { BuildStatus, ConsumerStatus, Status } from '@touchline/kernel/operate';
import type { Host } from '@touchline/kernel/runtime';
import type { ReaderTrend, Trends } from './signs/trends.ts';

/** Something that reads the log: where it stands and where it is going. */
export interface Subscription extends Omit<ConsumerStatus, 'cursors'>, ReaderTrend {
  /** `service/name`. */
  readonly target: string;
  readonly kind: 'view' | 'memory-view' | 'policy';
  readonly about: string;
  readonly reads: readonly string[];
  readonly cursors: readonly number[];
  /** Of views: rows and builds; the first one is read. */
  readonly view?: {
    readonly version: number;
    readonly rows: number;
    readonly builds: readonly Pick<BuildStatus, 'build' | 'role'>[];
  };
}

interface Declared {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly EventType[];
}

export function subscriptions(host: Host, status: Status, trends: Trends): Subscription[] {
  return status.services.flatMap(({ service, readers }) => {
    const declared = new Map<string, Declared>();
    const found = host.services.find(({ name }) => name === service);
    if (found)
      for (const one of [...found.views, ...found.memoryViews, ...found.policies])
        declared.set(one.name, one);
    return readers.map((reader): Subscription => {
      const target = `${service}/${reader.name}`;
      const { about = '', reads = [] } = declared.get(reader.name) ?? {};
      const named = { target, kind: reader.kind, about, reads: reads.map(({ type }) => type) };
      if (reader.kind !== 'view') return { ...named, ...standing(reader), ...trends.of(target) };
      const live = reader.builds.find(({ role }) => role === 'live') ?? reader.builds[0];
      const { version, rows } = reader;
      const builds = reader.builds.map(({ build, role }) => ({ build, role }));
      const stands = live ? standing(live) : stoppedStanding;
      return { ...named, ...stands, ...trends.of(target), view: { version, rows, builds } };
    });
  });
}

const standing = ({ state, cursors, lagEvents, lagS, parked }: ConsumerStatus): ConsumerStatus => ({
  state,
  cursors,
  lagEvents,
  lagS,
  parked,
});

const stoppedStanding: ConsumerStatus = { state: 'stopped', cursors: [], lagEvents: 0, lagS: 0, parked: 0 };
