import type { DeadLetters } from '@touchline/kernel/operate';
import { bad, good, type Finding } from './finding.ts';

/** What was set aside because it failed. */
export function checkDeadLetters({ events, messages }: Pick<DeadLetters, 'events' | 'messages'>): Finding {
  if (events.length + messages.length === 0) return good('dead letters', 'nothing was set aside');
  return bad(
    'dead letters',
    `${events.length} events and ${messages.length} messages were set aside`,
    'See why: npx touchline dead-letters list. Mend the cause, then: npx touchline dead-letters retry --all',
  );
}
