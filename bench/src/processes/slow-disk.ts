import { spawnSync } from 'node:child_process';

const flushes = 'fsync,fdatasync';

/** What starts a process whose flushes each take so much longer, as on a slower disk. */
export function onSlowDisk(flushMs: number): readonly string[] {
  const later = `inject=${flushes}:delay_exit=${Math.round(flushMs * 1000)}`;
  return `strace -f --seccomp-bpf -qq -o /dev/null -e trace=${flushes} -e ${later}`.split(' ');
}

/** Whether disks can be made slower here: by strace, which not every system has or permits. */
export function canSlowDisk(): boolean {
  const [program = '', ...args] = onSlowDisk(0.1);
  return spawnSync(program, [...args, 'true']).status === 0;
}
