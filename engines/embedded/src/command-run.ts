import { keysEnd } from './command-filter.ts';
import type { CommandTable } from './command-table.ts';

/**
 * Commands and where they stand in the log, sorted by key, to be searched by halving. Three words each: the upper 32 bits
 * of the key's 40; the lower 8 and the upper 21 of the seq's 53; the seq's lower 32. Little-endian, as every
 * processor that Touchline runs on.
 */
export type CommandRun = Uint32Array;

const width = 3;
const keyLow = 2 ** 8;
const wordEnd = 2 ** 32;

export function commandRun(commands: Pick<CommandTable, 'get' | 'keys'>): CommandRun {
  const keys = commands.keys();
  const run = new Uint32Array(keys.length * width);
  let at = 0;
  for (const key of keys) {
    const seq = commands.get(key) as number;
    run[at++] = key / keyLow;
    run[at++] = (key % keyLow) * 2 ** 24 + Math.floor(seq / wordEnd);
    run[at++] = seq % wordEnd;
  }
  return run;
}

export const sizeOf = (run: CommandRun): number => run.length / width;

const keyAt = (run: CommandRun, i: number): number =>
  (run[i * width] as number) * keyLow + ((run[i * width + 1] as number) >>> 24);

export function keysOf(run: CommandRun): Float64Array {
  const keys = new Float64Array(sizeOf(run));
  for (let i = 0; i < keys.length; i++) keys[i] = keyAt(run, i);
  return keys;
}

export function seqIn(run: CommandRun, key: number): number | undefined {
  const i = firstFrom(run, key);
  if (i === sizeOf(run) || keyAt(run, i) !== key) return undefined;
  return ((run[i * width + 1] as number) & 0xff_ff_ff) * wordEnd + (run[i * width + 2] as number);
}

/** The place of the first key that is not smaller. */
function firstFrom(run: CommandRun, key: number): number {
  let [from, to] = [0, sizeOf(run)];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (keyAt(run, middle) < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** All of them as one. No key is in two. */
export function mergeRuns(runs: readonly CommandRun[]): CommandRun {
  if (runs.length <= 1) return runs[0] ?? new Uint32Array();
  const half = runs.length >>> 1;
  return merge(mergeRuns(runs.slice(0, half)), mergeRuns(runs.slice(half)));
}

function merge(one: CommandRun, other: CommandRun): CommandRun {
  const all = new Uint32Array(one.length + other.length);
  let [a, b] = [0, 0];
  for (let at = 0; at < all.length; at += width) {
    const isOne = b === sizeOf(other) || (a < sizeOf(one) && keyAt(one, a) < keyAt(other, b));
    const [run, from] = isOne ? [one, a++ * width] : [other, b++ * width];
    for (let word = 0; word < width; word++) all[at + word] = run[from + word] as number;
  }
  return all;
}

/** In how many parts a run is kept that is read from rarely, and then for one key. */
export const parts = 16;

export const partOf = (key: number): number => Math.floor(key / (keysEnd / parts));

export const inParts = (run: CommandRun): CommandRun[] =>
  Array.from({ length: parts }, (_, part) =>
    run.subarray(
      firstFrom(run, (part * keysEnd) / parts) * width,
      firstFrom(run, ((part + 1) * keysEnd) / parts) * width,
    ),
  );

export const toBytes = (run: CommandRun): Uint8Array =>
  new Uint8Array(run.buffer, run.byteOffset, run.byteLength);

export const fromBytes = (bytes: Uint8Array): CommandRun =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT);
