import type { ParkedEvent } from '../ports/index.ts';
import type { StretchLimits } from '../runtime/index.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import type { Life, Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';
import type { Witness } from './witness.ts';

/** What all parts of one simulation share. */
export interface World {
  readonly life: Life;
  readonly time: Scheduler;
  readonly trace: Trace;
  readonly random: Random;
  readonly faults: Faults;
  readonly witness: Witness;
  readonly history: History;
  readonly sabotage: Sabotage | undefined;
  readonly shared: boolean;
  readonly readsAtOnce: boolean;
  readonly pageMax: number;
  readonly stretches: StretchLimits;
  /** How far the wall clock is off by now. */
  jumpedMs(): number;
  parked(parked: ParkedEvent): void;
  failing(consumer: string, error: unknown): void;
  failedStart(error: unknown): void;
}
