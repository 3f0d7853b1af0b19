import type { Awaitable } from '@touchline/kernel';

const beatMs = 15_000;

export interface LineStreamOptions {
  /** Whether the reader may be told more. Asked for each line and beat; where not, the stream ends without it. */
  readonly holds: () => Awaitable<boolean>;
  /** The last line when the work failed. */
  readonly fault: (error: unknown) => object;
  /** Nobody reads any more: the reader has left, or everything was told. */
  readonly onLeft: () => void;
  /** Called once, whichever way it ends. */
  readonly onEnd: () => void;
}

/**
 * Objects as JSON lines, made as they are read. An empty line now and then shows that the other side is there,
 * and finds out when it is not.
 */
export function lineStream(
  items: AsyncGenerator<object, void>,
  { holds, fault, onLeft, onEnd }: LineStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<object, void>> | undefined;
  let over = false;
  const isOver = (): boolean => over;
  const leave = (): void => {
    if (!over) onEnd();
    over = true;
    onLeft();
    // Not waited for: what is under way may take its time, and nobody listens any more.
    items.return().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= items.next();
        const next = await judged(await orBeat(pending), holds);
        if (isOver()) return;
        if (next === 'beat') return controller.enqueue(encoder.encode('\n'));
        pending = undefined;
        const failed = 'error' in next;
        const line = failed ? fault(next.error) : next.value;
        if (line) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        if (!failed && next.done !== true) return;
        leave();
        controller.close();
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

type Next = IteratorResult<object, void> | { readonly error: unknown };

/** Judged when the line is there: what held as one began to wait for it may have been taken since. */
async function judged(next: Next | 'beat', holds: () => Awaitable<boolean>): Promise<Next | 'beat'> {
  try {
    return (await holds()) ? next : { done: true, value: undefined };
  } catch (error) {
    return { error };
  }
}

async function orBeat(pending: Promise<IteratorResult<object, void>>): Promise<Next | 'beat'> {
  const { promise: beat, resolve } = Promise.withResolvers<'beat'>();
  const timer = setTimeout(() => resolve('beat'), beatMs);
  try {
    return await Promise.race([pending, beat]);
  } catch (error) {
    return { error };
  } finally {
    clearTimeout(timer);
  }
}
