import type { IncomingMessage } from 'node:http';
import { incomingOf, type EdgeContext } from './edge-request.ts';

const late = new WeakSet<IncomingMessage>();

export const markLate = (incoming: IncomingMessage): void => void late.add(incoming);

/** HT34: whether a request has waited so long for its turn that it is shed. Who calls in process never has. */
export function isLate(c: EdgeContext): boolean {
  const incoming = incomingOf(c);
  return incoming !== undefined && late.has(incoming);
}
