import { dirname } from 'node:path';
import type { Random } from '../run/random.ts';
import type { DiskStep } from './disk-trace.ts';

type Change =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly length: number };

interface File {
  /** What is certainly on the disk. */
  flushed: Buffer;
  /** What the system may or may not have written since. */
  readonly since: Change[];
  length: number;
}

interface Folder {
  readonly flushed: Map<string, Entry>;
  /** Names that came (with what they name) or went since; a system writes them in their order. */
  readonly since: [name: string, is: Entry | undefined][];
  readonly names: Map<string, Entry>;
}

type Entry = File | Folder;

/** What a power cut has left, and what it cost. */
export interface Left {
  readonly files: Map<string, Buffer>;
  lost: number;
  torn: number;
}

const sectorBytes = 512;
const isFolder = (entry: Entry | undefined): entry is Folder => entry !== undefined && 'names' in entry;

/** A disk on which nothing is sure before it is flushed: what is in a file with the file, its name with its folder. */
export function tracedDisk(root: string) {
  const folders = new Map<string, Folder>([[root, newFolder()]]);
  const folderOf = (path: string): Folder | undefined => folders.get(dirname(path));
  const entry = (path: string): Entry | undefined => folderOf(path)?.names.get(path);

  function name(path: string, is: Entry | undefined): void {
    const folder = folderOf(path);
    if (!folder) return;
    folder.since.push([path, is]);
    if (is) folder.names.set(path, is);
    else folder.names.delete(path);
  }

  function change(path: string, made: (file: File) => Change): void {
    const file = entry(path);
    if (!file || isFolder(file)) return;
    const one = made(file);
    file.since.push(one);
    file.length = one.kind === 'cut' ? one.length : Math.max(file.length, one.at + one.bytes.length);
  }

  function flush(path: string): void {
    for (const [of, is] of folders.get(path)?.since.splice(0) ?? []) put(folders.get(path)?.flushed, of, is);
    const file = entry(path);
    if (file && !isFolder(file)) file.flushed = file.since.splice(0).reduce(changed, file.flushed);
  }

  function make({ file, folder, empty }: Extract<DiskStep, { kind: 'make' }>): void {
    if (!entry(file)) {
      const made = folder ? newFolder() : { flushed: Buffer.alloc(0), since: [], length: 0 };
      name(file, made);
      if (isFolder(made)) folders.set(file, made);
    } else if (empty) change(file, () => ({ kind: 'cut', length: 0 }));
  }

  return {
    does(step: DiskStep): void {
      if (step.kind === 'write')
        change(step.file, ({ length }) => ({ kind: 'write', at: step.at ?? length, bytes: step.bytes }));
      else if (step.kind === 'cut') change(step.file, () => ({ kind: 'cut', length: step.length }));
      else if (step.kind === 'flush') flush(step.file);
      else if (step.kind === 'make') make(step);
      else if (step.kind === 'remove' && entry(step.file)) name(step.file, undefined);
      else if (step.kind === 'link' && !entry(step.file)) name(step.file, entry(step.from));
    },

    afterPowerCut(random: Random): Left {
      const left: Left = { files: new Map(), lost: 0, torn: 0 };
      const known = new Map<File, Buffer>();
      const from = folders.get(root);
      if (from) leave(from, left, known, random);
      return left;
    },
  };
}

const newFolder = (): Folder => ({ flushed: new Map(), since: [], names: new Map() });

function leave(folder: Folder, left: Left, known: Map<File, Buffer>, random: Random): void {
  const names = new Map(folder.flushed);
  for (const [of, is] of folder.since.slice(0, random.below(folder.since.length + 1))) put(names, of, is);
  for (const [path, is] of names)
    if (isFolder(is)) leave(is, left, known, random);
    else {
      const content = known.get(is) ?? contentOf(is, left, random);
      known.set(is, content);
      left.files.set(path, content);
    }
}

function put(names: Map<string, Entry> | undefined, path: string, is: Entry | undefined): void {
  if (is) names?.set(path, is);
  else names?.delete(path);
}

function contentOf({ flushed, since }: File, left: Left, random: Random): Buffer {
  const reached = random.next(); // How much of it was written already differs from cut to cut.
  let content: Buffer = Buffer.from(flushed);
  for (const change of since) {
    if (!random.chance(reached)) left.lost++;
    else if (change.kind === 'write' && random.chance(0.2)) {
      content = torn(content, change, random);
      left.torn++;
    } else content = changed(content, change);
  }
  return content;
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === 'cut') return resized(content, change.length);
  const grown = resized(content, Math.max(content.length, change.at + change.bytes.length));
  change.bytes.copy(grown, change.at);
  return grown;
}

/** Only some of its sectors. */
function torn(content: Buffer, { at, bytes }: Extract<Change, { kind: 'write' }>, random: Random): Buffer {
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
