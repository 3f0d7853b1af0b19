import { cycles } from './rules/cycles.ts';
import { dependencies, frontDoors } from './rules/dependencies.ts';
import { environment } from './rules/environment.ts';
import { promises } from './rules/promises.ts';
import { purity } from './rules/purity.ts';
import { sizes } from './rules/sizes.ts';
import { slices } from './rules/slices.ts';
import { focus, sleeps } from './rules/tests.ts';
import { threads } from './rules/threads.ts';
import { words } from './rules/words.ts';

export const rules = {
  dependencies,
  frontDoors,
  slices,
  cycles,
  threads,
  environment,
  promises,
  purity,
  sizes,
  focus,
  sleeps,
  words,
};
