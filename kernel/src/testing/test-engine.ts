import type { Engine } from '../ports/index.ts';
import { memoryEngine } from './memory/memory-engine.ts';

/** Opens a fresh, empty engine. Whoever closes it is done with what is in it. */
export type OpenTestEngine = (options: { readonly partitions?: number }) => Promise<Engine>;

let open: OpenTestEngine = async (options) => memoryEngine(options);

/** The engine that tests of services run on: in memory, unless another one was chosen for this process. */
export const testEngine: OpenTestEngine = (options) => open(options);

/** Chooses it, before the first test: with `TOUCHLINE_TEST_ENGINE` the runner loads a file that does. */
export function useTestEngine(chosen: OpenTestEngine): void {
  open = chosen;
}
