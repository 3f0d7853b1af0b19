/** One thing that was done to the disk, in the order it was done. */
export type DiskStep =
  | { readonly kind: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly length: number }
  | { readonly kind: 'flush'; readonly file: string }
  | { readonly kind: 'remove'; readonly file: string }
  /** What a client was told. */
  | { readonly kind: 'answer'; readonly line: string };

export const traceArguments =
  '--seccomp-bpf -y -xx -s 70000 -e trace=pwrite64,write,fsync,fdatasync,ftruncate,unlink'.split(' ');

const called = /^(\d+) +(\w+)\((?:\d+<([^>]*)>)?(.*)$/;
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>/;
const unfinished = ' <unfinished ...>';

/** Reads what strace wrote. A call counts from its end on: before that nobody was told that it is done. */
export function diskTrace(trace: string, answers: string): DiskStep[] {
  const steps: DiskStep[] = [];
  const open = new Map<string, DiskStep>();
  for (const line of trace.split('\n')) {
    const [, thread = '', call = '', path = '', rest = ''] = called.exec(line) ?? [];
    if (call !== '') {
      const step = stepOf(call, textOf(path), rest, answers);
      if (!step) continue;
      if (line.endsWith(unfinished)) open.set(`${thread} ${call}`, step);
      else steps.push(step);
      continue;
    }
    const [, later = '', ended = ''] = resumed.exec(line) ?? [];
    const step = open.get(`${later} ${ended}`);
    if (step) steps.push(step);
    open.delete(`${later} ${ended}`);
  }
  return steps;
}

function stepOf(call: string, file: string, rest: string, answers: string): DiskStep | undefined {
  const numbers = rest.slice(rest.lastIndexOf('"') + 1);
  const [first = 0, second = 0] = [...numbers.matchAll(/\d+/g)].map(Number);
  const bytes = (): Buffer => bytesOf(rest.slice(rest.indexOf('"') + 1, rest.lastIndexOf('"')));
  if (call === 'fsync' || call === 'fdatasync') return { kind: 'flush', file };
  if (call === 'ftruncate') return { kind: 'cut', file, length: first };
  if (call === 'unlink') return { kind: 'remove', file: bytes().toString() };
  if (call === 'write' && file === answers) return { kind: 'answer', line: bytes().toString().trim() };
  if (call !== 'pwrite64') return undefined;
  const written = bytes();
  if (written.length !== first)
    throw new Error(`strace recorded ${written.length} of ${first} bytes: raise its -s.`);
  return { kind: 'write', file, at: second, bytes: written };
}

const bytesOf = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
const textOf = (escaped: string): string =>
  escaped.startsWith('\\x') ? bytesOf(escaped).toString() : escaped;
