import type { Faults } from './faults.ts';
import type { Random } from './random.ts';
import type { Life, Scheduler } from './scheduler.ts';
import type { Witness } from './witness.ts';

/** What surrounds the engine of one simulated process. */
export interface Surroundings {
  readonly life: Life;
  readonly time: Scheduler;
  readonly random: Random;
  readonly faults: Faults;
  readonly witness: Witness;
  /** Behind a network, used by others too: answers come late or get lost, and what is remembered may be behind. */
  readonly shared: boolean;
  /** Rows are read within the call, as from a file of this process. */
  readonly readsAtOnce: boolean;
  readonly pageMax: number;
}
