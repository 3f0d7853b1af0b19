const beatMs = 15_000;

export interface LineStreamOptions {
  /** The last line when the work failed. */
  readonly fault: (error: unknown) => object;
  /** The reader left before the end. */
  readonly onCancel: () => void;
  /** Called once, whichever way it ends. */
  readonly onEnd: () => void;
}

/**
 * Objects as JSON lines, made as they are read. An empty line now and then shows that the other side is there,
 * and finds out when it is not.
 */
export function lineStream(
  items: AsyncGenerator<object, void>,
  { fault, onCancel, onEnd }: LineStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<IteratorResult<object, void>> | undefined;
  let over = false;
  const isOver = (): boolean => over;
  const end = (): void => {
    if (!over) onEnd();
    over = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= items.next();
        const next = await orBeat(pending);
        if (isOver()) return;
        if (next === 'beat') return controller.enqueue(encoder.encode('\n'));
        pending = undefined;
        const failed = 'error' in next;
        const line = failed ? fault(next.error) : next.value;
        if (line) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        if (!failed && next.done !== true) return;
        end();
        controller.close();
      },
      cancel() {
        onCancel();
        end();
        // Not waited for: what is under way may take its time, and nobody listens any more.
        items.return().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

type Next = IteratorResult<object, void> | { readonly error: unknown };

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
