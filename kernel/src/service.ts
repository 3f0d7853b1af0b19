import type { CommandType } from './command.ts';
import type { EventType } from './event.ts';
import type { LiveTopic } from './live.ts';
import type { MemoryViewType } from './memory-view.ts';
import type { PolicyType } from './policy.ts';
import type { QueryType } from './query.ts';
import type { StreamType } from './stream.ts';
import type { ViewType } from './view.ts';

/** One bounded context: its streams, commands, views and policies; its own storage; deployable alone. */
export interface Service {
  readonly name: string;
  readonly about: string;
  readonly streams: readonly StreamType[];
  /** The events others may read. */
  readonly publishes: readonly EventType[];
  readonly commands: readonly CommandType[];
  readonly queries: readonly QueryType[];
  readonly views: readonly ViewType[];
  readonly memoryViews: readonly MemoryViewType[];
  readonly policies: readonly PolicyType[];
  /** What open pages are told of as it happens. */
  readonly live: readonly LiveTopic[];
}

const nothing = {
  streams: [],
  publishes: [],
  commands: [],
  queries: [],
  views: [],
  memoryViews: [],
  policies: [],
  live: [],
};

/** A service's table of contents. */
export const service = (spec: Pick<Service, 'name' | 'about'> & Partial<Service>): Service => ({
  ...nothing,
  ...spec,
});
