import { z } from 'zod';
import { handlePattern } from '../published.ts';

/** A handle as people type it: case does not count. */
export const handleInput = z
  .string()
  .toLowerCase()
  .regex(handlePattern, 'expected 2 to 30 of a–z, 0–9 and _')
  .meta({ description: 'Unique name, without @. Upper case is lowered.', examples: ['kai_runs'] });

export const emailInput = z
  .email()
  .max(254, 'expected at most 254 characters')
  .meta({
    description: 'E-mail address to log in with; shown to nobody else.',
    examples: ['kai@example.org'],
  });

export const newPasswordInput = z
  .string()
  .min(10, 'expected at least 10 characters')
  .max(200, 'expected at most 200 characters')
  .meta({
    description: 'A new password: 10 to 200 characters, not a common one.',
    examples: ['wet grass and late trains'],
  });

/** A password that is compared, not chosen: anything that could be one. */
export const passwordInput = z
  .string()
  .min(1, 'expected a password')
  .max(200, 'expected at most 200 characters')
  .meta({ examples: ['wet grass and late trains'] });
