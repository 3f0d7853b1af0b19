import type { Clock } from '../clock.ts';
import type { Fault } from '../fault.ts';
import type { Engine } from '../ports/index.ts';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import type { Life, Scheduler } from './scheduler.ts';

/** What a simulated process gives to the engine that it opens. */
export interface SimulatedProcess {
  readonly life: Life;
  readonly time: Scheduler;
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: Faults;
  readonly onFatal: (error: Fault) => void;
}

export type Ending = 'crash' | 'power-cut' | 'views-rolled-back';

/** The storage of a simulated world: outlives its processes. An engine provides it for its own files. */
export interface SimulatedStorage {
  /** Opens everything for a process that starts. */
  open(process: SimulatedProcess): Promise<Engine>;
  /** The process was killed: whatever it held open is gone; nothing of it runs any more. */
  killed(how: Ending): void;
  /** Keeps the derived files as they are now, for `views-rolled-back`. */
  keepViews(): void;
  /** After the last process was closed in peace, or killed. */
  dispose(): void;
}

export type MakeStorage = (options: {
  readonly partitions: number;
  /** Values that the cache may hold. */
  readonly cacheEntries: number;
  /** How long view commits may share a transaction, where the engine does such. */
  readonly commitsShareMs: number;
  readonly sabotage: Sabotage | undefined;
}) => SimulatedStorage;
