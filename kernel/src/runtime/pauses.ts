import type { Ledger } from '../ports/index.ts';

export type PausedKind = 'view' | 'memory-view' | 'policy';

/** What an operator has stopped in a service. It stays so over restarts, until it is resumed (SU9). */
export interface Pauses {
  has(kind: PausedKind, name: string): boolean;
  /** Resolves when it is kept. */
  set(kind: PausedKind, name: string, paused: boolean): Promise<void>;
}

const document = 'paused';

export async function pauses(ledger: Ledger): Promise<Pauses> {
  const text = await ledger.document(document);
  const names = new Set(text === undefined ? [] : (JSON.parse(text) as string[]));
  return {
    has: (kind, name) => names.has(`${kind} ${name}`),
    async set(kind, name, paused) {
      const next = new Set(names);
      if (paused) next.add(`${kind} ${name}`);
      else next.delete(`${kind} ${name}`);
      await ledger.putDocument(document, next.size === 0 ? undefined : JSON.stringify([...next].toSorted()));
      if (paused) names.add(`${kind} ${name}`);
      else names.delete(`${kind} ${name}`);
    },
  };
}
