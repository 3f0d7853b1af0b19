import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { dirname } from 'node:path';

/**
 * A small file beside a derived one while that is open. The derived file is never fsynced, so what it holds after the
 * machine went down is unknown, though it may look whole; after a mere end of the process it is as SQLite left it.
 */
export interface OpenMarker {
  /** How the last process that had the file open left it. */
  readonly left: 'closed' | 'open' | 'untrusted';
  write(): void;
  /** The next start does not trust the file. */
  distrust(): void;
  remove(): void;
}

export function openMarker(file: string, boot: string = bootId()): OpenMarker {
  const path = `${file}.open`;
  return {
    left: !existsSync(path) ? 'closed' : sameBoot(readFileSync(path, 'utf8'), boot) ? 'open' : 'untrusted',
    write: () => writeDurably(path, boot),
    distrust: () => writeDurably(path, 'damaged'),
    remove: () => {
      syncFile(file);
      syncFile(`${file}-wal`); // Left behind when the disk had no space to fold it in.
      rmSync(path, { force: true });
    },
  };
}

/** Names this run of the machine. Where the system has no such name, the second it started in. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round(Date.now() / 1000 - uptime()));
  }
}

/** Start seconds are computed from two clocks; a doubt costs a rebuild, never a wrong row. */
const sameBoot = (before: string, now: string): boolean =>
  before === now ||
  (/^\d+$/.test(before) && /^\d+$/.test(now) && Math.abs(Number(before) - Number(now)) <= 2);

function writeDurably(path: string, text: string): void {
  writeFileSync(path, text);
  syncFile(path);
  if (process.platform !== 'win32') syncFile(dirname(path)); // Windows has no handle on a folder to flush.
}

function syncFile(path: string): void {
  if (!existsSync(path)) return;
  const handle = openSync(path, process.platform === 'win32' && path !== dirname(path) ? 'r+' : 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
