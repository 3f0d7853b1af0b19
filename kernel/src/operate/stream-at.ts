import type { Recorded } from '../event.ts';
import type { StoredEvent } from '../ports/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { fold, type StreamType } from '../stream.ts';
import { hiddenFields } from './hidden-fields.ts';
import { asOfAnother, impersonal } from './other-person.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';
import { shown } from './shown.ts';
import { stateDiff, type Change } from './state-diff.ts';

export interface At {
  /** The state just after this event. Default: after the last one. */
  readonly version?: number | undefined;
  /** The state before the first event that was written later than this (milliseconds since 1970). */
  readonly timeMs?: number | undefined;
  /** Tell what differs between the state at this version and the one shown. */
  readonly compare?: number | undefined;
  /** How many of the last events up to there are told. 1 to 1,000, default 100. */
  readonly limit?: number | undefined;
  readonly reveal?: boolean | undefined;
}

export interface StreamStep {
  readonly event: SeenEvent;
  /** What this event changed in the state. */
  readonly changes: readonly Change[];
}

export interface StreamAt {
  readonly stream: string;
  /** The service that owns it; `null` when none here does: then there is no state, only events. */
  readonly service: string | null;
  /** The version that is shown. */
  readonly version: number;
  /** The last version there is. */
  readonly head: number;
  readonly state: unknown;
  /** From the state at `compare` to this one; only when it was asked for. */
  readonly compared?: readonly Change[];
  readonly steps: readonly StreamStep[];
}

const pageEvents = 1000;

/** A stream as it stood at a version or a time: its state then, and how each event changed it. */
export async function streamAt(
  host: Host,
  name: string,
  at: At = {},
): Promise<StreamAt | Refusal<'no-such-stream'>> {
  const [last] = await host.engine.events.readStream(name, Number.MAX_SAFE_INTEGER, 'backwards', 1);
  if (!last) return refuse('no-such-stream', { stream: name });
  const head = last.version;
  const version = await versionAt(host, name, head, at);
  const limit = Math.max(1, Math.min(1000, Math.trunc(at.limit ?? 100)));
  const owner = ownerOf(host, name);
  const reveal = at.reveal ?? false;

  const initial = owner?.stream.initial();
  let state: Twice = { real: initial, ofAnother: initial };
  const compare = at.compare === undefined ? undefined : Math.max(0, Math.min(head, Math.trunc(at.compare)));
  let [other, shownState] = [state, state];
  const look = ({ real, ofAnother }: Twice): unknown => impersonal(shown(real), shown(ofAnother));
  const steps: StreamStep[] = [];
  for await (const stored of upTo(host, name, Math.max(version, compare ?? 0))) {
    const before = state;
    const event = owner && (await readable(host, stored));
    if (owner && event) state = foldTwice(host, owner.stream, state, event, reveal);
    if (stored.version === compare) other = state;
    if (stored.version === version) shownState = state;
    if (stored.version <= version - limit || stored.version > version) continue;
    const changes = owner ? stateDiff(look(before), look(state)) : [];
    steps.push({ event: await seenEvent(host, stored, reveal), changes });
  }
  return {
    stream: name,
    service: owner?.service ?? null,
    version,
    head,
    state: owner ? look(shownState) : null,
    // All of it: the other state follows from this one and what differs.
    ...(compare !== undefined && {
      compared: owner ? stateDiff(look(other), look(shownState), Number.POSITIVE_INFINITY) : [],
    }),
    steps,
  };
}

/** A state, and what it would be had somebody else written the same: what differs follows from what is hidden. */
interface Twice {
  readonly real: unknown;
  readonly ofAnother: unknown;
}

function foldTwice(
  host: Host,
  stream: StreamType,
  { real, ofAnother }: Twice,
  event: Recorded,
  reveal: boolean,
): Twice {
  const next = fold(stream, real, event);
  const hidden = hiddenFields(host.codec.types.get(event.type), reveal);
  // The same state, as long as nothing of it is hidden.
  if (hidden.length === 0 && ofAnother === real) return { real: next, ofAnother: next };
  try {
    return {
      real: next,
      ofAnother: fold(stream, ofAnother, asOfAnother(event, hidden)),
    };
  } catch {
    // It cannot be told what of the state follows from what is hidden: nothing of it is shown.
    return { real: next, ofAnother: undefined };
  }
}

/** An event that cannot be read is told with its note, and folds to nothing. */
async function readable(host: Host, stored: StoredEvent): Promise<Recorded | undefined> {
  try {
    return await host.codec.decode(stored);
  } catch {
    return undefined;
  }
}

async function versionAt(host: Host, name: string, head: number, { version, timeMs }: At): Promise<number> {
  if (timeMs === undefined) return Math.max(0, Math.min(head, Math.trunc(version ?? head)));
  let reached = 0;
  for await (const stored of upTo(host, name, head)) {
    if (stored.at > timeMs) break;
    reached = stored.version;
  }
  return reached;
}

async function* upTo(host: Host, name: string, version: number): AsyncGenerator<StoredEvent, void> {
  for (let from = 1; from <= version; from += pageEvents)
    yield* await host.engine.events.readStream(
      name,
      from,
      'forwards',
      Math.min(pageEvents, version - from + 1),
    );
}

function ownerOf(host: Host, name: string): { service: string; stream: StreamType } | undefined {
  const category = name.slice(0, Math.max(0, name.indexOf('-')));
  for (const service of host.services)
    for (const stream of service.streams)
      if (stream.name === category) return { service: service.name, stream };
  return undefined;
}
