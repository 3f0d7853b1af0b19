import { randomUUID } from 'node:crypto';
import type { WakeUps } from '@touchline/kernel/ports';
import type { RedisLine } from './redis-line.ts';

/** Hints by publish and subscribe. What is told while nobody is connected is lost, as hints may be. */
export function redisWakeUps(line: RedisLine, prefix: string): WakeUps {
  const own = `${randomUUID()} `;
  const listeners = new Map<string, Set<(text: string) => void>>();

  function heard(topic: string, message: string): void {
    if (message.startsWith(own)) return;
    const text = message.slice(own.length);
    for (const listener of listeners.get(topic) ?? []) listener(text);
  }

  return {
    tell: (topic, text) => void line.ask('PUBLISH', `${prefix}:${topic}`, own + text),
    listen(topic, listener) {
      let all = listeners.get(topic);
      if (!all) {
        listeners.set(topic, (all = new Set()));
        line.subscribe(`${prefix}:${topic}`, (message) => heard(topic, message));
      }
      all.add(listener);
      return () => void all.delete(listener);
    },
  };
}
