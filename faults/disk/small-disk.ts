import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A disk of its own of so many bytes at a path, or why there is none. */
export function smallDisk(path: string, bytes: number): { free(): void } | string {
  if (process.platform !== 'linux') return 'there is no tmpfs outside Linux';
  mkdirSync(path, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path]);
  if (mounted.status !== 0)
    return `no disk can be mounted: ${mounted.error?.message ?? mounted.stderr.toString().trim()}`;
  return { free: () => void spawnSync('umount', ['--lazy', path]) };
}
