import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Deliver, MessageType } from '../message.ts';
import type { Queue, QueuedMessage } from '../ports/index.ts';
import type { Outbox } from './outbox.ts';

export interface Deliverer {
  /** Something was put, or a dead letter was put back in line. */
  wake(): void;
  /** Resolves when nothing is due and nothing is on its way. What waits for its next attempt is not waited for. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface DelivererDeps {
  readonly queue: Queue;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly messages: ReadonlyMap<string, MessageType>;
  readonly deliver: Readonly<Record<string, Deliver>>;
  /** A message became a dead letter. */
  readonly onGivenUp: (message: Pick<QueuedMessage, 'id' | 'kind' | 'attempts'>, error: string) => void;
  readonly onError: (error: unknown) => void;
}

const atOnceMax = 16;
const pollMs = 1000;
const attemptMs = 30_000;
/** Longer than an attempt: a message is not given out again while it is still being delivered. */
const visibilityMs = 2 * attemptMs;
const pauseMinMs = 1000;
const pauseMaxMs = 3_600_000;

/**
 * Delivers what policies tell the outside world: at least once, under the same id each time (PO6), in the order of each
 * key (QU3), with growing pauses (PO7), and without one bad message holding up the others.
 */
export function deliverer(deps: DelivererDeps): Deliverer {
  const { queue, clock } = deps;
  const stopping = new AbortController();
  const onTheirWay = new Set<Promise<void>>();
  let waiters: (() => void)[] = [];
  let wake: () => void = () => {};
  /** Something happened since the queue was last looked at. */
  let news = true;
  const hasNews = (): boolean => news;

  async function attempt(message: QueuedMessage): Promise<void> {
    const { id, kind, attempts } = message;
    const type = deps.messages.get(kind);
    const deliver = deps.deliver[kind];
    if (!type || !deliver)
      throw new Fault('internal', `Nothing here delivers ${kind}. Configure it, then retry.`, {
        retryable: false,
      });
    const payload = await deps.outbox.opened(type, message);
    if (payload === undefined) return; // ER3
    const late = new AbortController();
    const cancel = clock.after(attemptMs, () =>
      late.abort(new Error(`It took longer than ${attemptMs / 1000} s.`)),
    );
    const signal = AbortSignal.any([late.signal, stopping.signal]);
    try {
      await Promise.race([
        deliver({ id, message: kind, payload, attempt: attempts, signal }),
        aborted(signal),
      ]);
    } finally {
      cancel();
    }
  }

  async function one(message: QueuedMessage): Promise<void> {
    const { id, kind, attempts } = message;
    try {
      await attempt(message);
    } catch (error) {
      if (stopping.signal.aborted) return; // Given out again at the next start.
      const text = error instanceof Error ? error.message : String(error);
      const final = error instanceof Fault && !error.retryable;
      const attemptsMax = final ? attempts : (deps.messages.get(kind)?.attemptsMax ?? 1);
      const pause = Math.min(pauseMaxMs, pauseMinMs * 4 ** (attempts - 1));
      await queue.failed(id, text, pause, attemptsMax);
      if (attempts >= attemptsMax) deps.onGivenUp({ id, kind, attempts }, text);
      return;
    }
    await queue.done(id);
  }

  /** Whatever fails here is the queue's trouble: the message comes again by itself. */
  function begin(message: QueuedMessage): void {
    const way = one(message)
      .catch((error: unknown) => deps.onError(error))
      .finally(() => {
        onTheirWay.delete(way);
        ring(); // The next of its key may go.
      });
    onTheirWay.add(way);
  }

  function ring(): void {
    news = true;
    wake();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = false;
      try {
        const room = atOnceMax - onTheirWay.size;
        const taken = room > 0 ? await queue.take(room, visibilityMs) : [];
        for (const message of taken) begin(message);
        if (taken.length === 0 && onTheirWay.size === 0 && !hasNews()) settle();
        if (taken.length > 0 && taken.length === room) continue;
      } catch (error) {
        deps.onError(error);
      }
      if (!hasNews()) await idle();
      else await clock.turn();
    }
  }

  function settle(): void {
    for (const resolve of waiters) resolve();
    waiters = [];
  }

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(pollMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
      if (stopping.signal.aborted) wake();
    });

  const running = run();
  return {
    wake: ring,
    settled: () =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) return resolve();
        waiters.push(resolve);
        ring();
      }),
    async stop() {
      stopping.abort(new Error('The process stops.'));
      ring();
      await running;
      await Promise.all(onTheirWay);
      settle();
    },
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
