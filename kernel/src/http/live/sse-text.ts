import type { LiveEvent } from '../../runtime/live/live-event.ts';

const encoder = new TextEncoder();

// One patch goes to many streams: its bytes are made once and go with it.
const made = new WeakMap<LiveEvent, Uint8Array<ArrayBuffer>>();

/** A live event as `text/event-stream` (WHATWG HTML, 9.2). JSON holds no line breaks. */
export function sseBytes(event: LiveEvent): Uint8Array<ArrayBuffer> {
  const known = made.get(event);
  if (known) return known;
  const bytes = encoder.encode(
    `event: ${event.kind}\nid: ${event.id}\ndata: ${JSON.stringify(event.data)}\n\n`,
  );
  made.set(event, bytes);
  return bytes;
}

/** A comment that shows the other side is there. Its id moves the place to resume at without an event. */
export const beatBytes = (id: string): Uint8Array<ArrayBuffer> => encoder.encode(`:\nid: ${id}\n\n`);

/** How long a client waits before it comes back, unless told otherwise. */
export const retryBytes = (ms: number): Uint8Array<ArrayBuffer> => encoder.encode(`retry: ${ms}\n\n`);
