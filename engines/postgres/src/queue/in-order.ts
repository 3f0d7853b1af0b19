import { Fault } from '@touchline/kernel';

interface Call {
  readonly kind: string;
  readonly items: unknown[];
  readonly run: (items: unknown[]) => Promise<unknown>;
  readonly answer: Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const waitingMax = 10_000;
const itemsMax = 500;

/**
 * Calls of this process, one after another in the order they were made. Those that wait beside each other and are of one
 * kind become one call, with the items of all.
 */
export function inOrder() {
  const waiting: Call[] = [];
  let waitingItems = 0;
  let running = false;

  async function runAll(): Promise<void> {
    running = true;
    for (let call = waiting.shift(); call; call = waiting.shift()) {
      waitingItems -= call.items.length;
      try {
        call.resolve(await call.run(call.items));
      } catch (error) {
        call.reject(error);
      }
    }
    running = false;
  }

  return <Item, Answer>(
    kind: string,
    item: Item,
    run: (items: readonly Item[]) => Promise<Answer>,
    { together }: { together: boolean } = { together: false },
  ): Promise<Answer> => {
    if (waitingItems >= waitingMax)
      throw new Fault('overloaded', `${waitingMax} calls wait for the queue; nothing was done.`);
    waitingItems++;
    const last = waiting.at(-1);
    if (together && last?.kind === kind && last.items.length < itemsMax) {
      last.items.push(item);
      return last.answer as Promise<Answer>;
    }
    const { promise: answer, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.push({ kind, items: [item], run: run as Call['run'], answer, resolve, reject });
    if (!running) queueMicrotask(() => void (running || runAll()));
    return answer as Promise<Answer>;
  };
}
