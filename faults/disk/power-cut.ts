import type { Random } from '../run/random.ts';
import type { DiskStep } from './disk-trace.ts';

type Change = Extract<DiskStep, { kind: 'write' | 'cut' }>;

interface File {
  /** What is certainly on the disk. */
  flushed: Buffer;
  /** What the system may or may not have written since. */
  readonly since: Change[];
}

/** A disk as a power cut may have left it. */
export interface Image {
  readonly files: ReadonlyMap<string, Buffer>;
  /** What clients had been told by then. */
  readonly answers: readonly string[];
  readonly lost: number;
  readonly torn: number;
}

const sectorBytes = 512;

/** Plays the steps and cuts the power at some of them: flushed writes are there, of the others some, and some in part. */
export function* powerCuts(steps: readonly DiskStep[], cuts: number, random: Random): Generator<Image> {
  const files = new Map<string, File>();
  const answers: string[] = [];
  const at = Array.from({ length: cuts }, () => random.below(steps.length)).toSorted((a, b) => a - b);
  for (const [i, step] of steps.entries()) {
    for (; at[0] === i; at.shift()) yield imageOf(files, [...answers], random);
    if (step.kind === 'answer') answers.push(step.line);
    else if (step.kind === 'remove') files.delete(step.file);
    else {
      const file = files.get(step.file) ?? { flushed: Buffer.alloc(0), since: [] };
      files.set(step.file, file);
      if (step.kind === 'flush') file.flushed = file.since.splice(0).reduce(changed, file.flushed);
      else file.since.push(step);
    }
  }
}

function imageOf(files: ReadonlyMap<string, File>, answers: readonly string[], random: Random): Image {
  let lost = 0;
  let torn = 0;
  const image = new Map<string, Buffer>();
  for (const [name, { flushed, since }] of files) {
    const reached = random.next(); // How much of it was written already differs from cut to cut.
    let content: Buffer = Buffer.from(flushed);
    for (const change of since) {
      if (!random.chance(reached)) lost++;
      else if (change.kind === 'write' && random.chance(0.2)) {
        content = torns(content, change, random);
        torn++;
      } else content = changed(content, change);
    }
    image.set(name, content);
  }
  return { files: image, answers, lost, torn };
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === 'cut') return resized(content, change.length);
  const grown = resized(content, Math.max(content.length, change.at + change.bytes.length));
  change.bytes.copy(grown, change.at);
  return grown;
}

/** Only some of its sectors. */
function torns(content: Buffer, { at, bytes }: Extract<Change, { kind: 'write' }>, random: Random): Buffer {
  const grown = resized(content, Math.max(content.length, at + bytes.length));
  for (let from = 0; from < bytes.length; from += sectorBytes)
    if (random.chance(0.5)) bytes.copy(grown, at + from, from, Math.min(from + sectorBytes, bytes.length));
  return grown;
}

function resized(content: Buffer, length: number): Buffer {
  if (length === content.length) return content;
  if (length < content.length) return content.subarray(0, length);
  const grown = Buffer.alloc(length);
  content.copy(grown);
  return grown;
}
