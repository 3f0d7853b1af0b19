import type { CommandTimes } from './command-times.ts';
import type { DiskSpace } from './disk-space.ts';
import type { Trends } from './trends.ts';

/** What a process knows of itself, beside what the log says. */
export interface Signs {
  readonly trends: Trends;
  readonly commands: CommandTimes;
  readonly disk: () => Promise<DiskSpace | undefined>;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
}
