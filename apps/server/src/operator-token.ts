import { timingSafeEqual } from 'node:crypto';
import { idPattern, type Caller } from '@touchline/kernel';

/**
 * The key in `run/server.json` opens every door of this process: whoever can read the data folder can read the data.
 * `KEY` is the operator; `KEY/PERSON` acts for a person (imports).
 */
export function operatorCaller(token: string, key: string): Caller | undefined {
  if (!token.startsWith('operator.')) return undefined;
  const slash = token.indexOf('/');
  const given = slash === -1 ? token : token.slice(0, slash);
  if (!equalText(given, key)) return undefined;
  if (slash === -1) return { actor: 'operator', session: null, roles: ['administrator', 'operator'] };
  const actor = token.slice(slash + 1);
  return idPattern.test(actor) ? { actor, session: null, roles: ['member'] } : undefined;
}

function equalText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
