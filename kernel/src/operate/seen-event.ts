import type { Recorded } from '../event.ts';
import type { EventMeta, StoredEvent } from '../ports/index.ts';
import type { Host } from '../runtime/index.ts';
import { hiddenFields } from './hidden-fields.ts';
import { maskedEvent, maskedRaw } from './masked.ts';
import { shown } from './shown.ts';

/** An event as an operator sees it. */
export interface SeenEvent {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** Schema version it was written with; `data` is lifted to today's. */
  readonly schema: number;
  /** RFC 3339 UTC, by the writer's clock. */
  readonly at: string;
  readonly actor: string | null;
  readonly meta: EventMeta | null;
  readonly data: unknown;
  /** Why `data` is shown as it is stored, when it could not be decoded. */
  readonly note?: string;
}

/** Personal fields are hidden unless `reveal`, secrets always (PD7). An event that cannot be decoded is shown too: it is what one looks for. */
export async function seenEvent(host: Host, stored: StoredEvent, reveal = false): Promise<SeenEvent> {
  const { partition, position, stream, version, type, schema, actor, meta } = stored;
  const at = new Date(stored.at).toISOString();
  const place = { partition, position, stream, version, type, schema, at, actor, meta };
  try {
    const event = await decoded(host, stored, reveal);
    return { ...place, data: shown(event.data) };
  } catch (error) {
    return {
      ...place,
      data: shown(asStored(stored.data)),
      note: error instanceof Error ? error.message : String(error),
    };
  }
}

async function decoded(host: Host, stored: StoredEvent, reveal: boolean): Promise<Recorded> {
  const event = await host.codec.decode(stored);
  return maskedEvent(event, hiddenFields(host.codec.types.get(event.type), reveal));
}

function asStored(data: string): unknown {
  try {
    return maskedRaw(JSON.parse(data) as Record<string, unknown>);
  } catch {
    return data.slice(0, 1000);
  }
}
