import { AssertionError } from 'node:assert/strict';
import { copyFileSync, closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { Fault } from '@touchline/kernel';
import type { StoredEvent } from '@touchline/kernel/ports';
import { firstChecksum } from '../../engines/embedded/src/checksum.ts';
import { verifyLog } from '../../engines/embedded/src/event-store-verify.ts';
import { logReader } from '../../engines/embedded/src/log-reader.ts';
import { prepareLog } from '../../engines/embedded/src/log-schema.ts';
import type { Random } from '../run/random.ts';

/** What a log answers to every question that can be asked of it. */
export interface Answers {
  readonly partitions: readonly string[];
  readonly streams: ReadonlyMap<string, string>;
}

/** What came of one flipped bit. `altered` are answers with other content, given without an error. */
export interface Outcome {
  readonly found: 'at opening' | 'by verify' | 'not, as nothing depends on it' | 'NOT';
  readonly altered: number;
}

export async function answersOf(
  path: string,
  heads: readonly number[],
  streams: readonly string[],
  names?: ReadonlySet<string>,
): Promise<Answers> {
  const reader = logReader(path);
  try {
    const partitions: string[] = [];
    for (const [partition, head] of heads.entries())
      partitions.push(
        await asked(names, async () => (await reader.partition(partition, 0, head, 10_000)).events),
      );
    const found = new Map<string, string>();
    for (const stream of streams)
      found.set(stream, await asked(names, async () => reader.stream(stream, 1, 'forwards', 10_000)));
    return { partitions, streams: found };
  } finally {
    reader.close();
  }
}

const refused = 'refused';

const nameOf = ({ type, schema }: StoredEvent): string => `${type} ${schema}`;

async function asked(
  names: ReadonlySet<string> | undefined,
  read: () => Promise<readonly StoredEvent[]>,
): Promise<string> {
  try {
    const events = await read();
    // No checksum but the chain covers what types are called; what nobody declares goes no further than the codec.
    if (names && events.some((event) => !names.has(nameOf(event)))) return refused;
    return JSON.stringify(events);
  } catch (error) {
    if (error instanceof Fault) return refused;
    throw error;
  }
}

const pageBytes = 8192;
const edgeBytes = 64;

/** Any of them, or one at an edge of a page: there lies what leads from page to page, a small part of the whole. */
function bitOf(bytes: number, random: Random): number {
  if (random.chance(0.7)) return random.below(bytes * 8);
  const page = random.below(bytes / pageBytes) * pageBytes;
  const inEdge = random.below(edgeBytes * 8);
  return random.chance(0.5) ? page * 8 + inEdge : (page + pageBytes - edgeBytes) * 8 + inEdge;
}

/** Flips one bit of a copy of the log and looks whether anyone notices. */
export async function flipped(
  whole: string,
  copy: string,
  right: Answers,
  random: Random,
): Promise<Outcome & { readonly bit: number }> {
  copyFileSync(whole, copy);
  const bit = bitOf(statSync(whole).size, random);
  flip(copy, bit);
  const found = await outcome(copy, right);
  return { ...found, bit };
}

/** For a log of a few hundred events. */
const turnsMax = 1000;

/** Damage can lead round in circles. */
function endsSoon(): () => void {
  let turns = 0;
  return () => {
    if (++turns > turnsMax) throw new AssertionError({ message: 'verify does not come to an end' });
  };
}

async function outcome(path: string, right: Answers): Promise<Outcome> {
  const partitions = right.partitions.length;
  const heads = right.partitions.map((events) => (JSON.parse(events) as unknown[]).length);
  let damage = 0;
  let now: Answers;
  try {
    prepareLog(path, partitions, firstChecksum);
    damage = (await verifyLog(path, endsSoon())).damage.length;
    now = await answersOf(path, heads, [...right.streams.keys()], namesIn(right));
  } catch (error) {
    if (error instanceof AssertionError) throw error;
    return { found: 'at opening', altered: 0 };
  }
  const pairs = [
    ...right.partitions.map((answer, i) => [answer, now.partitions[i]]),
    ...[...right.streams].map(([stream, answer]) => [answer, now.streams.get(stream)]),
  ];
  const altered = pairs.filter(
    ([before, after]) => after !== before && after !== refused && !misses(before, after),
  ).length;
  const differs = pairs.some(([before, after]) => after !== before);
  return { found: damage > 0 ? 'by verify' : differs ? 'NOT' : 'not, as nothing depends on it', altered };
}

const namesIn = ({ partitions }: Answers): Set<string> =>
  new Set(partitions.flatMap((events) => (JSON.parse(events) as StoredEvent[]).map(nameOf)));

/** Events that are not found any more: what an index of streams has lost can only be noticed by `verify`. */
const misses = (before = '', after = ''): boolean => before.startsWith(after.slice(0, -1));

function flip(path: string, bit: number): void {
  const file = openSync(path, 'r+');
  try {
    const byte = new Uint8Array(1);
    readSync(file, byte, 0, 1, bit >> 3);
    byte[0] = (byte[0] ?? 0) ^ (1 << (bit & 7));
    writeSync(file, byte, 0, 1, bit >> 3);
  } finally {
    closeSync(file);
  }
}
