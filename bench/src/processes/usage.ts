import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface Usage {
  /** Processor time of all its threads. */
  readonly cpuSeconds: number;
  /** Time its threads were ready to run and another process was on the processor. */
  readonly waitedSeconds: number;
  readonly residentMb: number;
  readonly residentPeakMb: number;
}

/** From /proc; zeros where there is none. */
export function usageOf(pid: number): Usage {
  try {
    let cpu = 0;
    let waited = 0;
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const [ran = 0, ready = 0] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8')
        .split(' ')
        .map(Number);
      cpu += ran;
      waited += ready;
    }
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mb = (field: string): number =>
      Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1024;
    return {
      cpuSeconds: cpu / 1e9,
      waitedSeconds: waited / 1e9,
      residentMb: mb('VmRSS'),
      residentPeakMb: mb('VmHWM'),
    };
  } catch {
    return { cpuSeconds: 0, waitedSeconds: 0, residentMb: 0, residentPeakMb: 0 };
  }
}
