import { Fault } from '../fault.ts';
import { queueLimits, type Queue } from '../ports/index.ts';

const refused = (what: string): Fault => new Fault('internal', what, { retryable: false });

/** QU9: what is too long to keep is refused before anything is written. */
export function checkMessage(message: Parameters<Queue['put']>[0]): void {
  for (const field of ['id', 'key', 'kind'] as const) {
    const { length } = message[field];
    if (length < 1 || length > queueLimits.nameLengthMax)
      throw refused(`A message's ${field} has 1 to ${queueLimits.nameLengthMax} characters, not ${length}.`);
  }
  if (message.body.length > queueLimits.bodyLengthMax)
    throw refused(
      `A message's body has at most ${queueLimits.bodyLengthMax} characters, not ${message.body.length}.`,
    );
}

export function checkTake(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > queueLimits.takeMax)
    throw refused(`The limit is a whole number from 1 to ${queueLimits.takeMax}, not ${limit}.`);
}

export function checkDelay(ms: number): void {
  if (!(ms >= 0 && ms <= queueLimits.delayMsMax))
    throw refused(`A delay is 0 to ${queueLimits.delayMsMax} ms, not ${ms}.`);
}
