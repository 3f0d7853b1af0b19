import { Fault } from '../fault.ts';
import type { AppendRequest } from '../ports/index.ts';

const fingerprintMax = 64;
const appendsMax = 100;
const eventsMax = 1000;
const charsMax = 8 * 2 ** 20;

/** ES17: size of a request in characters, or a fault when it breaks a limit or contradicts itself. */
export function requestSize({ appends, command }: AppendRequest): number {
  if (appends.length > appendsMax)
    throw unfit(`${appends.length} streams at once; the limit is ${appendsMax}`);
  if (
    command &&
    (command.fingerprint.length < 1 || command.fingerprint.length > fingerprintMax || command.id.length < 1)
  )
    throw unfit(`a command needs an id and a fingerprint of 1 to ${fingerprintMax} characters`);
  let events = 0;
  let chars = 256;
  for (const append of appends) {
    events += append.events.length;
    for (const event of append.events) chars += event.data.length;
  }
  if (events > eventsMax) throw unfit(`${events} events at once; the limit is ${eventsMax}`);
  if (chars > charsMax) throw unfit(`${chars} characters of data at once; the limit is ${charsMax}`);
  if (appends.length > 1 && new Set(appends.map((append) => append.stream)).size < appends.length)
    throw unfit('one stream stands in two appends; put its events into one');
  return chars;
}

const unfit = (what: string): Fault =>
  new Fault('internal', `This append was not tried: ${what}.`, { retryable: false });
