/** One thing that was done to the disk, in the order it was done. */
export type DiskStep =
  /** Without a place it goes on from the end. */
  | { readonly kind: 'write'; readonly file: string; readonly at?: number; readonly bytes: Buffer }
  | { readonly kind: 'cut'; readonly file: string; readonly length: number }
  /** Of what is in a file, or of the names in a folder. */
  | { readonly kind: 'flush'; readonly file: string }
  | { readonly kind: 'make'; readonly file: string; readonly folder: boolean; readonly empty: boolean }
  | { readonly kind: 'link'; readonly file: string; readonly from: string }
  | { readonly kind: 'remove'; readonly file: string }
  /** What a client was told. */
  | { readonly kind: 'answer'; readonly line: string };

const calls =
  'pwrite64,write,fsync,fdatasync,ftruncate,openat,?unlink,?unlinkat,?mkdir,?mkdirat,?link,?linkat';

export const traceArguments = `--seccomp-bpf -y -xx -s 70000 -e trace=${calls}`.split(' ');

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
  const [name = '', other = ''] = [...rest.matchAll(/"([^"]*)"/g)].map(([, text = '']) => textOf(text));
  if (call === 'fsync' || call === 'fdatasync') return { kind: 'flush', file };
  if (call === 'ftruncate') return { kind: 'cut', file, length: first };
  if (call.startsWith('unlink')) return { kind: 'remove', file: name };
  if (call.startsWith('mkdir')) return { kind: 'make', file: name, folder: true, empty: false };
  if (call.startsWith('link')) return { kind: 'link', file: other, from: name };
  if (call === 'openat')
    return rest.includes('O_CREAT')
      ? { kind: 'make', file: name, folder: false, empty: rest.includes('O_TRUNC') }
      : undefined;
  if (call === 'write' && file === answers) return { kind: 'answer', line: bytes().toString().trim() };
  if (call !== 'pwrite64' && (call !== 'write' || !file.startsWith('/'))) return undefined;
  const written = bytes();
  if (written.length !== first)
    throw new Error(`strace recorded ${written.length} of ${first} bytes: raise its -s.`);
  return { kind: 'write', file, ...(call === 'pwrite64' && { at: second }), bytes: written };
}

const bytesOf = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
const textOf = (escaped: string): string =>
  escaped.startsWith('\\x') ? bytesOf(escaped).toString() : escaped;
