import type { Change } from '@touchline/kernel/operate';
import { safeText, valueText } from './safe-text.ts';

/** `+ /status "live"`, `- /place 3`, `~ /count 1 → 2`. */
export function changeText(change: Change): string {
  const path = safeText(change.path === '' ? '(all)' : change.path);
  if (change.kind === 'added') return `+ ${path} ${valueText(change.after)}`;
  if (change.kind === 'removed') return `- ${path} ${valueText(change.before)}`;
  return `~ ${path} ${valueText(change.before)} → ${valueText(change.after)}`;
}
