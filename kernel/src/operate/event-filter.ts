import type { StoredEvent } from '../ports/index.ts';

/** Which events are wanted; what is left out does not narrow. */
export interface EventFilter {
  readonly partition?: number | undefined;
  /** A stream (`post-01k9…`), or the category of many (`post`). */
  readonly stream?: string | undefined;
  readonly types?: readonly string[] | undefined;
  /** A person's id or `policy:name`. */
  readonly actor?: string | undefined;
  /** Milliseconds since 1970, by the writers' clocks; both inclusive. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  /** Backwards: begin here. Only with `partition`. */
  readonly upTo?: number | undefined;
  readonly matches?: ((event: StoredEvent) => boolean) | undefined;
}

export const isCategory = (stream: string): boolean => !stream.includes('-');

export function eventFilter(filter: EventFilter): (event: StoredEvent) => boolean {
  const types = filter.types && filter.types.length > 0 ? new Set(filter.types) : undefined;
  const { partition, stream, actor, fromMs, toMs, upTo, matches } = filter;
  const category = stream !== undefined && isCategory(stream) ? `${stream}-` : undefined;
  return (event) =>
    (partition === undefined || event.partition === partition) &&
    (types === undefined || types.has(event.type)) &&
    (stream === undefined ||
      (category === undefined ? event.stream === stream : event.stream.startsWith(category))) &&
    (actor === undefined || event.actor === actor) &&
    (fromMs === undefined || event.at >= fromMs) &&
    (toMs === undefined || event.at <= toMs) &&
    (upTo === undefined || event.position <= upTo) &&
    (matches === undefined || matches(event));
}
