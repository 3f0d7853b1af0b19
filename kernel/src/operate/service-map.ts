import type { EventType } from '../event.ts';
import type { Service } from '../service.ts';

/** A service as its declarations say it: what a map of the whole is drawn from. */
export interface DescribedService {
  readonly name: string;
  readonly about: string;
  readonly streams: readonly {
    readonly name: string;
    readonly about: string;
    readonly events: readonly string[];
  }[];
  readonly events: readonly DescribedEvent[];
  readonly commands: readonly {
    readonly type: string;
    readonly about: string;
    readonly route: string | null;
    readonly access: string;
    readonly stream: string;
  }[];
  readonly queries: readonly {
    readonly name: string;
    readonly about: string;
    readonly route: string;
    readonly access: string;
    readonly uses: readonly string[];
  }[];
  readonly views: readonly DescribedReader[];
  readonly memoryViews: readonly DescribedReader[];
  readonly policies: readonly DescribedReader[];
  readonly live: readonly DescribedReader[];
}

export interface DescribedEvent {
  readonly type: string;
  readonly about: string;
  readonly version: number;
  /** Others may read it. */
  readonly published: boolean;
  /** Fields that belong to a person, and are encrypted. */
  readonly personal: readonly string[];
}

export interface DescribedReader {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly string[];
}

export const serviceMap = (
  services: readonly Service[],
): { readonly services: readonly DescribedService[] } => ({
  services: services.map(described),
});

function described(service: Service): DescribedService {
  const events = new Map<string, EventType>(
    [...service.streams.flatMap((stream) => stream.events), ...service.publishes].map((one) => [
      one.type,
      one,
    ]),
  );
  const published = new Set(service.publishes.map(({ type }) => type));
  return {
    name: service.name,
    about: service.about,
    streams: service.streams.map((stream) => ({
      name: stream.name,
      about: stream.about,
      events: typesOf(stream.events),
    })),
    events: [...events.values()].map(({ type, about, version, personal }) => ({
      type,
      about,
      version,
      published: published.has(type),
      personal: personal?.fields ?? [],
    })),
    commands: service.commands.map(({ type, about, route, access, stream }) => ({
      type,
      about,
      route: route ?? null,
      access,
      stream: stream.name,
    })),
    queries: service.queries.map(({ name, about, route, access, uses }) => ({
      name,
      about,
      route,
      access,
      uses: uses.map((one) => one.name),
    })),
    views: service.views.map(reader),
    memoryViews: service.memoryViews.map(reader),
    policies: service.policies.map(reader),
    live: service.live.map(({ topic, ...rest }) => reader({ name: topic, ...rest })),
  };
}

interface Reading {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly EventType[];
}

const reader = ({ name, about, reads }: Reading): DescribedReader => ({ name, about, reads: typesOf(reads) });

const typesOf = (events: readonly EventType[]): string[] => events.map(({ type }) => type);
