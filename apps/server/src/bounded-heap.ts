import { setFlagsFromString } from 'node:v8';

/** How much a heap may grow between two full collections, in percent of what was alive after the last one. */
const growthPercent = 30;

/**
 * Left alone, V8 lets the heap grow to four times what is alive before it looks again, as long as the machine has memory:
 * 450 MB where 130 are alive. A server shares its machine; looking more often costs it 1 to 2 % of its processor time.
 */
export const boundHeap = (): void => setFlagsFromString(`--heap-growing-percent=${growthPercent}`);
