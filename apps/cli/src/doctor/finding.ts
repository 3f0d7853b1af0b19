/** What one check came to. What is `unknown` could not be looked at from here; that alone is no fault. */
export type Finding = {
  readonly check: string;
  readonly what: string;
} & (
  | { readonly state: 'good' | 'unknown'; readonly todo?: string }
  | { readonly state: 'bad'; readonly todo: string }
);

export const good = (check: string, what: string): Finding => ({ check, state: 'good', what });
export const bad = (check: string, what: string, todo: string): Finding => ({
  check,
  state: 'bad',
  what,
  todo,
});
export const unknown = (check: string, what: string, todo?: string): Finding => ({
  check,
  state: 'unknown',
  what,
  ...(todo !== undefined && { todo }),
});
