import { signal } from '@preact/signals';
import { ask } from '../api/ask.ts';
import type { ListHandles } from '../api/shapes.ts';

/** What is kept; the oldest go first. */
const keptMax = 5_000;
const askedMax = 100;
const gatherMs = 30;
/** Who is not known now may be in a moment: a view of accounts may be behind. */
const againMs = 60_000;

/** Handles by account. An empty one: asked for, and not known. */
const handles = signal<ReadonlyMap<string, string>>(new Map());
const wanted = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The handle of an account, once it is known; those of a whole page are asked for together. */
export function handleOf(account: string): string | undefined {
  const known = handles.value.get(account);
  if (known !== undefined) return known === '' ? undefined : known;
  wanted.add(account);
  timer ??= setTimeout(() => void gather(), gatherMs);
  return undefined;
}

async function gather(): Promise<void> {
  const some = [...wanted].slice(0, askedMax);
  for (const one of some) wanted.delete(one);
  timer = wanted.size > 0 ? setTimeout(() => void gather(), gatherMs) : undefined;
  const path = `operator/handles?${some.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`;
  const found = await ask<ListHandles>(path).then(
    ({ handles: by }) => by as Readonly<Record<string, string>>,
    // Ids are shown then, which are true as well.
    (): Readonly<Record<string, string>> => ({}),
  );
  const now = [...handles.value, ...some.map((id) => [id, found[id] ?? ''] as const)];
  handles.value = new Map(now.slice(-keptMax));
  const unknown = some.filter((id) => found[id] === undefined);
  if (unknown.length > 0) setTimeout(() => forget(unknown), againMs);
}

function forget(accounts: readonly string[]): void {
  const now = new Map(handles.value);
  for (const one of accounts) if (now.get(one) === '') now.delete(one);
  handles.value = now;
}
