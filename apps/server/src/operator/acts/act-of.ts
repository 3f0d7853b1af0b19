import type { OperatorRoute } from '../operator-route.ts';
import type { Wish } from './acts.ts';

interface Asked {
  readonly reveal?: boolean;
  readonly reason?: string;
}

/** What is recorded of a call: everything that changes something, and each look at what is personal. */
export function actOf(route: OperatorRoute, input: object): Wish | undefined {
  const { reveal, reason, ...rest } = input as Asked;
  if (route.method === 'GET' && reveal !== true) return undefined;
  const on = route.on?.(input) ?? '';
  const shown = Object.entries(rest).filter(([name]) => !route.secret?.includes(name));
  const details = JSON.stringify({ ...Object.fromEntries(shown), ...(reveal === true && { reveal }) });
  return { act: route.operationId, on: on.slice(0, 300), reason: reason ?? null, details };
}
