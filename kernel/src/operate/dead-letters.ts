import type { QueuedMessage } from '../ports/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Host, ServiceRuntime } from '../runtime/index.ts';
import { deadLetterId, deadLetterPlace } from './dead-letter-id.ts';
import { parkingLots, storedEvent, type ParkingLot, type Tried } from './parking-lot.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';
import { noteSkip, skipsOf, type Skip } from './skips.ts';

export interface DeadLetter {
  readonly id: string;
  readonly service: string;
  readonly consumer: string;
  /** Events of one sequence keep their order: behind a failed one, later ones wait. */
  readonly sequence: string;
  /** What went wrong; empty for an event that only waits behind another. */
  readonly error: string;
  readonly attempts: number;
  /** RFC 3339 UTC: since when. */
  readonly since: string;
  readonly event: SeenEvent;
}

export interface DeadLetters {
  readonly events: readonly DeadLetter[];
  /** Messages to the outside world that were given up. Their bodies may be personal and are not told. */
  readonly messages: readonly (Omit<QueuedMessage, 'body'> & { readonly error: string })[];
  /** What was let go before, the newest first. */
  readonly skipped: readonly Skip[];
}

export interface Which {
  readonly service?: string | undefined;
  readonly consumer?: string | undefined;
  readonly sequence?: string | undefined;
}

const concerns = (lot: ParkingLot, which: Which): boolean =>
  (which.service === undefined || lot.service === which.service) &&
  (which.consumer === undefined || lot.consumer === which.consumer);

export async function deadLetters(
  host: Host,
  which: Which & { readonly limit?: number | undefined; readonly reveal?: boolean | undefined } = {},
): Promise<DeadLetters> {
  const limit = Math.max(1, Math.min(1000, Math.trunc(which.limit ?? 100)));
  const events: DeadLetter[] = [];
  for (const lot of parkingLots(host)) {
    if (!concerns(lot, which)) continue;
    for (const one of await lot.parked()) {
      if (events.length >= limit) break;
      if (which.sequence !== undefined && one.sequence !== which.sequence) continue;
      const { partition, position, consumer, sequence, error, attempts, at } = one;
      const { service } = lot;
      const event = await seenEvent(host, await storedEvent(host.engine.events, one), which.reveal);
      const since = new Date(at).toISOString();
      events.push({
        id: deadLetterId({ service, consumer, partition, position }),
        service,
        consumer,
        sequence,
        error,
        attempts,
        since,
        event,
      });
    }
  }
  const dead = await host.engine.queue.dead(limit);
  const messages = dead.map(({ id, key, kind, attempts, error }) => ({ id, key, kind, attempts, error }));
  const skipped = (
    await Promise.all([...host.runtimes.values()].map(({ ledger }) => skipsOf(ledger)))
  ).flat();
  return { events, messages, skipped: skipped.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit) };
}

/** Tries again: one id (with its sequence, in order), or all that `which` names. A dead message is put back in line. */
export async function retryDeadLetters(
  host: Host,
  which: Which | { readonly id: string },
): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  if ('id' in which) return retryOne(host, which.id);
  const total = { done: 0, left: 0 };
  for (const lot of parkingLots(host)) {
    if (!concerns(lot, which)) continue;
    const tried = await lot.retry(
      ({ sequence }) => which.sequence === undefined || sequence === which.sequence,
    );
    total.done += tried.done;
    total.left += tried.left;
  }
  return total;
}

async function retryOne(host: Host, id: string): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  const place = deadLetterPlace(id);
  const lot = place && lotOf(host, place);
  if (place && lot) {
    const { partition, position } = place;
    const tried = await lot.retry((one) => one.partition === partition && one.position === position);
    if (tried.done + tried.left > 0) return tried;
  }
  const { queue } = host.engine;
  if (!(await queue.dead(1000)).some((message) => message.id === id))
    return refuse('no-such-dead-letter', { id });
  await queue.retry(id);
  return { done: 1, left: 0 };
}

/** Lets one event go for good, for a reason that is kept; those that waited behind it are tried at once. */
export async function skipDeadLetter(
  host: Host,
  id: string,
  why: { readonly reason: string; readonly by: string | null },
): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  const place = deadLetterPlace(id);
  const lot = place && lotOf(host, place);
  if (!lot) return refuse('no-such-dead-letter', { id });
  const tried = await lot.skip(place, async ({ type, stream, sequence, error }) => {
    const { ledger } = host.runtimes.get(lot.service) as ServiceRuntime;
    await noteSkip(ledger, {
      id,
      type,
      stream,
      sequence,
      error,
      ...why,
      at: new Date(host.clock.now()).toISOString(),
    });
  });
  return tried ?? refuse('no-such-dead-letter', { id });
}

const lotOf = (host: Host, place: { service: string; consumer: string }): ParkingLot | undefined =>
  parkingLots(host).find(({ service, consumer }) => service === place.service && consumer === place.consumer);
