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
  const named = which.service ?? which.consumer ?? which.sequence;
  if (named === undefined)
    for (const { id } of await host.engine.queue.dead(messagesMax)) {
      await backInLine(host, id);
      total.done++;
    }
  return total;
}

/** A dead letter is among so many: whoever has more mends the cause first. */
const messagesMax = 1000;

async function backInLine(host: Host, id: string): Promise<void> {
  await host.engine.queue.retry(id);
  host.deliverer?.wake();
}

const deadMessage = async (host: Host, id: string) =>
  (await host.engine.queue.dead(messagesMax)).find((message) => message.id === id);

async function retryOne(host: Host, id: string): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  const place = deadLetterPlace(id);
  const lot = place && lotOf(host, place);
  if (place && lot) {
    const { partition, position } = place;
    const tried = await lot.retry((one) => one.partition === partition && one.position === position);
    if (tried.done + tried.left > 0) return tried;
  }
  if (!(await deadMessage(host, id))) return refuse('no-such-dead-letter', { id });
  await backInLine(host, id);
  return { done: 1, left: 0 };
}

/** Lets one event or message go for good, for a reason that is kept; those that waited behind it are tried at once. */
export async function skipDeadLetter(
  host: Host,
  id: string,
  why: { readonly reason: string; readonly by: string | null },
): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  const place = deadLetterPlace(id);
  const lot = place && lotOf(host, place);
  if (!lot) return skipMessage(host, id, why);
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

async function skipMessage(
  host: Host,
  id: string,
  why: { readonly reason: string; readonly by: string | null },
): Promise<Tried | Refusal<'no-such-dead-letter'>> {
  const message = await deadMessage(host, id);
  // The policy that told it belongs to the service that its id begins with.
  const runtime = host.runtimes.get(id.slice(0, id.indexOf('/'))) ?? [...host.runtimes.values()][0];
  if (!message || !runtime) return refuse('no-such-dead-letter', { id });
  const { kind: type, key, error } = message;
  const at = new Date(host.clock.now()).toISOString();
  await noteSkip(runtime.ledger, { id, type, stream: key, sequence: key, error, ...why, at });
  await host.engine.queue.discard(id);
  return { done: 0, left: 0 };
}

const lotOf = (host: Host, place: { service: string; consumer: string }): ParkingLot | undefined =>
  parkingLots(host).find(({ service, consumer }) => service === place.service && consumer === place.consumer);
