import { conflict } from '@touchline/kernel';

/** Refusals that several commands declare, in one wording. */
export const handleTaken = conflict('This handle belongs to someone else.');
export const handleReserved = conflict('This handle is reserved. Choose another one.');
export const passwordTooWeak = 'This password is easy to guess. Choose another one: several words are good.';
export const tooManyAttempts = {
  status: 429,
  text: 'Too many attempts. Wait a little and try again.',
} as const;
export const busy = {
  status: 503,
  text: 'Too many people log in at this moment. Try again in a few seconds.',
} as const;
