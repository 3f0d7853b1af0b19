import type { EventPage } from '@touchline/kernel/operate';
import { problemOf } from '../reach/answer.ts';
import type { Reach } from '../reach/reach.ts';
import { bad, good, type Finding } from './finding.ts';

const lastEvents = 1000;
/** Clocks of two machines may differ so much. */
const aheadMaxMs = 60_000;

/** The end of the log: whether it can be read, and whether the clock has fallen behind it. */
export async function checkLog(reach: Reach, nowMs: number): Promise<readonly Finding[]> {
  const answer = await reach.fetch(`/v1/operator/events?limit=${lastEvents}`);
  if (!answer.ok) {
    const { code, detail = '' } = await problemOf(answer);
    const todo =
      code === 'corrupt'
        ? 'Run npx touchline verify; restore the last backup where it finds damage.'
        : 'See what the server says, then try again.';
    return [bad('log', `its last events cannot be read: ${detail}`, todo)];
  }
  const { events } = (await answer.json()) as EventPage;
  const whole = good(
    'log',
    events.length === 0
      ? 'there are no events yet'
      : `the last ${events.length.toLocaleString('en')} events are whole; npx touchline verify proves all of them`,
  );
  const newest = events.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
  const aheadS = Math.round((newest - nowMs) / 1000);
  return [
    whole,
    aheadS * 1000 > aheadMaxMs
      ? bad(
          'clock',
          `the newest event is ${aheadS.toLocaleString('en')} s in the future: a clock was wrong then, or is now`,
          'Set the clock by NTP. Order and versions do not depend on it; times that people see do.',
        )
      : good(
          'clock',
          newest === 0 ? 'there is no event to compare with' : 'it is not behind the newest event',
        ),
  ];
}
