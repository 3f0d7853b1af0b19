import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('./workload.worker.ts', import.meta.url));
const runMsMax = 120_000;

/** Every call that changes what is on disk. SQLite here flushes with fsync, not with fdatasync. */
export const writeCalls = [
  'pwrite64',
  'write',
  'fsync',
  'fdatasync',
  'ftruncate',
  'unlink',
  'rename',
  'link',
  'openat',
] as const;

/** Why system calls cannot be spoilt here; `undefined` when they can. */
export function withoutStrace(): string | undefined {
  const tried = spawnSync('strace', [
    '-qq',
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync',
    process.execPath,
    '-e',
    '0',
  ]);
  if (tried.error) return 'strace is not installed';
  return tried.status === 0 ? undefined : `strace is not permitted: ${String(tried.stderr).trim()}`;
}

/** The files of a data folder, by which thread writes them: strace counts calls per thread. */
export const families = {
  log: ['log.db', 'log.db-wal', 'commands.db', 'commands.db-wal'],
  others: [
    'keys.db',
    'keys.db-wal',
    'queue.db',
    'queue.db-wal',
    'ledger.db',
    'ledger.db-wal',
    'lock.db',
    'lock.db-journal',
    'views/tallies.db',
    'views/tallies.db-wal',
    'views/tallies.db.open',
    'views',
    'secrets',
    'secrets/master.key',
    'secrets/command-fingerprint.key',
    'secrets/page-cursors.key',
    '',
  ],
} as const;

export interface Workload {
  readonly folder: string;
  readonly answers: string;
  readonly part: string;
  readonly size: number;
  readonly sabotage?: string;
}

export interface Traced {
  /** `null` when it was killed. */
  readonly exit: number | null;
  readonly trace: string;
  readonly errors: string;
}

/** Runs the workload under strace, which looks only at calls on these files. */
export async function traced(
  { folder, answers, part, size, sabotage }: Workload,
  options: { files: readonly string[]; arguments: readonly string[]; out: string },
): Promise<Traced> {
  const child = spawn(
    'strace',
    [
      '-f',
      '-qq',
      '-o',
      options.out,
      ...options.arguments,
      ...options.files.flatMap((file) => ['-P', file.startsWith('/') ? file : join(folder, file)]),
      process.execPath,
      worker,
      folder,
      answers,
      part,
      String(size),
      ...(sabotage === undefined ? [] : [sabotage]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], timeout: runMsMax, killSignal: 'SIGKILL' },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...how) => resolve(how));
  });
  return { exit: signal === null ? code : null, trace: readFileSync(options.out, 'latin1'), errors };
}
