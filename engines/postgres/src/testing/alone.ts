import { systemClock, type Clock } from '@touchline/kernel';

/** For keys that no other process uses: nobody has to be waited for when one is erased. */
export const alone: Clock = { ...systemClock, wait: () => Promise.resolve() };
