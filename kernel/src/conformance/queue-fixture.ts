import type { Clock } from '../clock.ts';
import type { Queue, QueuedMessage } from '../ports/index.ts';
import { manualClock } from '../testing/manual-clock.ts';

export interface QueueFixture {
  readonly queue: Queue;
  /** Ends the process that held the queue, so to speak, and opens it in a new one. */
  reopen(): Promise<Queue>;
  dispose(): Promise<void>;
}

export type MakeQueue = (clock: Clock) => Promise<QueueFixture>;

/** A clock that stands until it is moved. */
export interface HandClock extends Clock {
  pass(ms: number): void;
  /** Moves the wall clock alone. */
  jump(ms: number): void;
}

function handClock(): HandClock {
  const clock = manualClock();
  let jumped = 0;
  return {
    ...clock,
    now: () => clock.now() + jumped,
    pass: clock.advance,
    jump: (ms) => void (jumped += ms),
  };
}

export async function onQueue(
  make: MakeQueue,
  work: (queue: Queue, clock: HandClock, fixture: QueueFixture) => Promise<void>,
): Promise<void> {
  const clock = handClock();
  const fixture = await make(clock);
  try {
    await work(fixture.queue, clock, fixture);
  } finally {
    await fixture.dispose();
  }
}

export const minute = 60_000;

export const message = (id: string, key = id) => ({
  id,
  key,
  kind: 'mail',
  body: `{"id":${JSON.stringify(id)}}`,
});

export const ids = (messages: readonly QueuedMessage[]): string[] => messages.map(({ id }) => id);
