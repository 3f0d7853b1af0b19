/** Stands where a personal field was whose key has been destroyed. */
export interface Erased {
  readonly erased: true;
}

export const erased: Erased = Object.freeze({ erased: true });

export const isErased = (value: unknown): value is Erased =>
  typeof value === 'object' && value !== null && (value as { erased?: unknown }).erased === true;

/** The value, or `instead` when it was erased. Keeps folds total without a branch in each. */
export const known = <T, U>(value: T | Erased, instead: U): T | U => (isErased(value) ? instead : value);
