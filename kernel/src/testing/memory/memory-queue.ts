import type { Queue, QueuedMessage } from '../../ports/index.ts';

/** A queue in memory, for tests of what stands above the port: no visibility timeout, no delay. */
export function memoryQueue(): Queue {
  const open = new Map<string, QueuedMessage>();
  const dead = new Map<string, QueuedMessage & { error: string }>();
  return {
    async put(message) {
      if (!dead.has(message.id) && !open.has(message.id)) open.set(message.id, { ...message, attempts: 0 });
    },
    async take(limit) {
      const firsts = new Map([...open.values()].toReversed().map((message) => [message.key, message]));
      return [...firsts.values()].slice(0, limit);
    },
    done: async (id) => void open.delete(id),
    async failed(id, error, _delayMs, attemptsMax) {
      const message = open.get(id);
      if (!message) return;
      const attempts = message.attempts + 1;
      if (attempts < attemptsMax) return void open.set(id, { ...message, attempts });
      open.delete(id);
      dead.set(id, { ...message, attempts, error });
    },
    dead: async (limit) => [...dead.values()].slice(0, limit),
    async retry(id) {
      const message = dead.get(id);
      if (!message) return;
      dead.delete(id);
      open.set(id, { ...message, attempts: 0 });
    },
    size: async () => ({ open: open.size, dead: dead.size }),
  };
}
