import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/call.ts';
import { Refused } from '../api/failure.ts';
import { pages, paths } from '../api/paths.ts';
import { member, whenForgotten } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';

export interface Suggested {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly bio?: string;
  readonly sports?: readonly string[];
}

const suggested = signal<readonly Suggested[] | undefined>(undefined);
whenForgotten(() => void (suggested.value = undefined));

async function fromServer(): Promise<readonly Suggested[]> {
  const { items } = await call<{ items: readonly Suggested[] }>('GET', `${paths.suggestions}?limit=10`);
  return items;
}

/** Whoever posted lately, for servers that suggest nobody. */
async function fromPosts(): Promise<readonly Suggested[]> {
  const { items } = await call<{ items: readonly Post[] }>('GET', pages.publicFeed(50));
  const authors = new Map(items.map(({ author }) => [author.id, author]));
  authors.delete(member.value?.id ?? '');
  return [...authors.values()].filter(({ handle }) => handle !== '').slice(0, 10);
}

async function readSuggestions(): Promise<void> {
  try {
    suggested.value = await fromServer();
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status >= 500) throw error;
    suggested.value = await fromPosts();
  }
}

/** People one might follow; `undefined` until they are known. */
export function useSuggestions(): readonly Suggested[] | undefined {
  useEffect(() => {
    if (!suggested.value) readSuggestions().catch(() => (suggested.value = []));
  }, []);
  return suggested.value;
}
