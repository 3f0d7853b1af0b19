import { answered, type Reach } from './reach.ts';

interface Consumer {
  readonly cursors: readonly number[];
}
interface Reader extends Partial<Consumer> {
  readonly name: string;
  readonly builds?: readonly Consumer[];
}
interface Status {
  readonly heads: readonly number[];
  readonly services: readonly { readonly service: string; readonly readers: readonly Reader[] }[];
}

const patienceMs = 120_000;
const pollMs = 50;

/** Resolves once every view, memory view and policy stands at the end of the log; by positions, not by time. */
export async function caughtUp(reach: Reach): Promise<void> {
  const began = performance.now();
  for (;;) {
    const status = answered(await reach.operate('/v1/operator/views'), 'views') as Status;
    const behind = readersBehind(status);
    if (behind.length === 0) return;
    if (performance.now() - began > patienceMs)
      throw new Error(`After ${patienceMs / 1000} s these are still behind: ${behind.join(', ')}.`);
    await new Promise((resolve) => void setTimeout(resolve, pollMs));
  }
}

function readersBehind({ heads, services }: Status): string[] {
  const isBehind = ({ cursors }: Consumer): boolean => heads.some((head, p) => (cursors[p] ?? 0) < head);
  return services.flatMap(({ service, readers }) =>
    readers
      .filter(({ builds, cursors = [] }) => (builds ?? [{ cursors }]).some(isBehind))
      .map(({ name }) => `${service}/${name}`),
  );
}
