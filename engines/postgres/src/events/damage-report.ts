import type { VerifyReport } from '@touchline/kernel/ports';

/** Takes note of damage that was found. */
export type Report = (found: VerifyReport['damage'][number]) => void;
