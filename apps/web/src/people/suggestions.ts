import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import { whenForgotten } from '../api/session.ts';
import { relationTo, stranger } from '../store/people.ts';

export interface Suggested {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** How many of those one follows follow them. */
  readonly followedBy: number;
  readonly sharedSports: readonly string[];
}

const suggested = signal<readonly Suggested[] | undefined>(undefined);
/** Why it is not known whom one might follow. */
export const suggestionsFault = signal<unknown>(undefined);
whenForgotten(() => void (suggested.value = undefined));

export async function readSuggestions(): Promise<void> {
  suggestionsFault.value = undefined;
  try {
    const { items } = await call<{ items: readonly Suggested[] }>('GET', `${paths.suggestions}?limit=12`);
    for (const { id } of items) relationTo(id).value ??= stranger;
    suggested.value = items;
  } catch (error) {
    suggestionsFault.value = error;
  }
}

/** People one might follow; `undefined` until they are known. */
export function useSuggestions(): readonly Suggested[] | undefined {
  useEffect(() => {
    if (!suggested.value) void readSuggestions();
  }, []);
  return suggested.value;
}
