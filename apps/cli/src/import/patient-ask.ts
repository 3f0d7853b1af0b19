import type { Clock } from '@touchline/kernel';
import { CliFault } from '../cli-fault.ts';
import { problemOf } from '../reach/answer.ts';
import type { Ask, Reach } from '../reach/reach.ts';

export interface Answered {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** What is wrong with fields of the request. */
  readonly faults: readonly { readonly path: string; readonly what: string }[];
  readonly body: unknown;
  /** True when the same request had been answered before. */
  readonly replayed: boolean;
}

const attemptsMax = 30;

/** Asks again where the answer says it may be asked again: overload, contention, unknown outcome. */
export async function patientAsk(
  reach: Reach,
  clock: Clock,
  path: string,
  ask: Ask,
  again: (answered: Answered) => boolean = () => false,
): Promise<Answered> {
  for (let attempt = 1; ; attempt++) {
    const answered = await once(reach, path, ask);
    const { status, code, detail } = answered;
    if (status === 401 || status === 403)
      throw new CliFault(
        'This key may not import: the key of the data folder is needed. Run the import with --data on the machine of the server.',
      );
    const worth = status === 429 || status === 503 || code === 'outcome-unknown' || again(answered);
    if (!worth && status >= 500)
      throw new CliFault(`${detail} (${code}) Run the same command again to go on.`);
    if (!worth) return answered;
    if (attempt === attemptsMax) {
      if (status < 500 && status !== 429) return answered;
      throw new CliFault(
        `The server has no room for this import (${code}). Run the same command again later to go on.`,
      );
    }
    await clock.wait(Math.min(2000, 25 * 2 ** attempt));
  }
}

async function once(reach: Reach, path: string, ask: Ask): Promise<Answered> {
  const response = await reach.fetch(path, ask);
  const { status } = response;
  if (response.ok) {
    const body: unknown = status === 204 ? undefined : await response.json();
    const replayed = response.headers.has('idempotency-replayed');
    return { status, code: '', detail: '', faults: [], body, replayed };
  }
  const { code = '', detail = `The answer was ${status}.`, faults = [] } = await problemOf(response);
  return { status, code, detail, faults, body: undefined, replayed: false };
}
