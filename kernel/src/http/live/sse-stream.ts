import type { LiveListener } from '../../runtime/live/live-event.ts';
import { beatBytes, retryBytes, sseBytes } from './sse-text.ts';

export interface SseStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly listener: LiveListener;
  beat(id: string): void;
}

interface SseOptions {
  /** What may wait for a slow reader. Beyond it the reader is cut off, and resumes where it was. */
  readonly backlogBytesMax: number;
  readonly retryMs: number;
  /** Cuts the connection: what waits in it would never arrive. */
  readonly cut: () => void;
  /** Called once, whichever side ends it. */
  readonly onEnd: () => void;
}

/** The body of one live stream. */
export function sseStream({ backlogBytesMax, retryMs, cut, onEnd }: SseOptions): SseStream {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let over = false;

  function finish(): boolean {
    if (over) return false;
    over = true;
    onEnd();
    return true;
  }

  function send(bytes: Uint8Array): void {
    if (over) return;
    controller.enqueue(bytes);
    if ((controller.desiredSize ?? 0) >= -backlogBytesMax) return;
    finish();
    controller.close();
    cut();
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        controller.enqueue(retryBytes(retryMs));
      },
      cancel: () => void finish(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  return {
    body,
    beat: (id) => send(beatBytes(id)),
    listener: {
      take(events) {
        const parts = events.map(sseBytes);
        send(parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts));
      },
      end() {
        if (finish()) controller.close();
      },
    },
  };
}
