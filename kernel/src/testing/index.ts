export { assertErases } from './erasure.ts';
export { rowsAfter } from './fold-view.ts';
export { assertReadsGolden, type GoldenEvent } from './golden.ts';
export { given, recorded, stateAfter } from './given.ts';
export { memoryEngine } from './memory/memory-engine.ts';
export { manualClock } from './manual-clock.ts';
export { testEngine, useTestEngine, type OpenTestEngine } from './test-engine.ts';
export { world, type Person, type World } from './world.ts';
