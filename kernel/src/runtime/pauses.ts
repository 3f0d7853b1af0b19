import type { Ledger } from '../ports/index.ts';
import { sharedDocument } from './shared-document.ts';

export type PausedKind = 'view' | 'memory-view' | 'policy';

/** What an operator has stopped in a service. It stays so over restarts, until it is resumed (SU9). */
export interface Pauses {
  has(kind: PausedKind, name: string): boolean;
  /** Resolves when it is kept. */
  set(kind: PausedKind, name: string, paused: boolean): Promise<void>;
  /** Reads it again: another process may have stopped or resumed something. Answers what is another way now. */
  refresh(): Promise<readonly Changed[]>;
}

interface Changed {
  readonly kind: PausedKind;
  readonly name: string;
  readonly paused: boolean;
}

export async function pauses(ledger: Ledger): Promise<Pauses> {
  const names = await sharedDocument<ReadonlySet<string>>(ledger, 'paused', {
    read: (text) => new Set(text === undefined ? [] : (JSON.parse(text) as string[])),
    write: (some) => (some.size === 0 ? undefined : JSON.stringify([...some].toSorted())),
  });
  const changed = (entry: string, paused: boolean): Changed => {
    const [kind, name] = entry.split(' ') as [PausedKind, string];
    return { kind, name, paused };
  };
  return {
    has: (kind, name) => names.now().has(`${kind} ${name}`),
    set: (kind, name, paused) =>
      names.update((now) => {
        const entry = new Set([`${kind} ${name}`]);
        return paused ? now.union(entry) : now.difference(entry);
      }),
    async refresh() {
      const before = names.now();
      if (!(await names.refresh())) return [];
      const now = names.now();
      return [
        ...[...now.difference(before)].map((entry) => changed(entry, true)),
        ...[...before.difference(now)].map((entry) => changed(entry, false)),
      ];
    },
  };
}
