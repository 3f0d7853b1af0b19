import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process started, those that these started, and so on. From /proc; none where there is none. */
export function descendantsOf(pid: number): number[] {
  const children = Map.groupBy(allProcesses(), ({ parent }) => parent);
  const found = [pid];
  for (const one of found) for (const child of children.get(one) ?? []) found.push(child.pid);
  return found.slice(1);
}

function allProcesses(): { readonly pid: number; readonly parent: number }[] {
  try {
    return readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? [{ pid: Number(name), parent: parentOf(name) }] : [],
    );
  } catch {
    return [];
  }
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]);
  } catch {
    return 0; // It has just ended.
  }
}
