/** A whole system in one seed: time, order, faults and crashes decided by chance that can be replayed. */
export { faultKinds, type FaultKind, type Faults } from './faults.ts';
export { sabotages, type Sabotage } from './sabotage.ts';
export { simulate, type Report, type SimulateOptions } from './simulate.ts';
export type { Ending, MakeStorage, SimulatedProcess, SimulatedStorage } from './storage.ts';
