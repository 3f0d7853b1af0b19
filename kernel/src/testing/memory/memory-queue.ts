import type { Clock } from '../../clock.ts';
import type { Queue, QueuedMessage } from '../../ports/index.ts';

interface Open extends QueuedMessage {
  readonly hiddenUntil: number;
}

/** A queue in memory, for tests of what stands above the port. */
export function memoryQueue({ steady }: Pick<Clock, 'steady'>): Queue {
  const open = new Map<string, Open>();
  const dead = new Map<string, QueuedMessage & { error: string }>();
  const finished = new Set<string>();
  return {
    async put(message) {
      if (dead.has(message.id) || open.has(message.id) || finished.has(message.id)) return;
      open.set(message.id, { ...message, attempts: 0, hiddenUntil: 0 });
    },
    async take(limit, visibilityMs) {
      const firsts = new Map([...open.values()].toReversed().map((message) => [message.key, message]));
      const due = [...firsts.values()].filter(({ hiddenUntil }) => hiddenUntil <= steady()).slice(0, limit);
      return due.map(({ id, key, kind, body, attempts }) => {
        const taken = { id, key, kind, body, attempts: attempts + 1 };
        open.set(id, { ...taken, hiddenUntil: steady() + visibilityMs });
        return taken;
      });
    },
    done: async (id) => void (open.delete(id) && finished.add(id)),
    async failed(id, error, delayMs, attemptsMax) {
      const failed = open.get(id);
      if (!failed) return;
      const { hiddenUntil: _, ...message } = failed;
      if (message.attempts < attemptsMax) {
        open.set(id, { ...message, hiddenUntil: steady() + delayMs });
        return;
      }
      open.delete(id);
      dead.set(id, { ...message, error });
    },
    dead: async (limit) => [...dead.values()].slice(0, limit),
    async retry(id) {
      const message = dead.get(id);
      if (!message) return;
      dead.delete(id);
      const { error: _, ...again } = message;
      open.set(id, { ...again, attempts: 0, hiddenUntil: 0 });
    },
    discard: async (id) => void (dead.delete(id) && finished.add(id)),
    size: async () => ({ open: open.size, dead: dead.size }),
  };
}
