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

const patienceMs = 60_000;
const pollMs = 50;

/** Resolves once every view, memory view and policy stands at the end of the log; by positions, not by time. */
export async function caughtUp(reach: Reach): Promise<void> {
  let least = Infinity;
  let movedMs = performance.now();
  for (;;) {
    const status = answered(await reach.operate('/v1/operator/views'), 'views') as Status;
    const behind = readersBehind(status);
    if (behind.length === 0) return;
    const events = behind.reduce((sum, { lag }) => sum + lag, 0);
    if (events < least) [least, movedMs] = [events, performance.now()];
    if (performance.now() - movedMs > patienceMs)
      throw new Error(
        `For ${patienceMs / 1000} s these have not moved on: ${behind.map(({ name }) => name).join(', ')}.`,
      );
    await new Promise((resolve) => void setTimeout(resolve, pollMs));
  }
}

function readersBehind({ heads, services }: Status): { name: string; lag: number }[] {
  const lagOf = ({ cursors }: Consumer): number =>
    heads.reduce((sum, head, partition) => sum + Math.max(0, head - (cursors[partition] ?? 0)), 0);
  return services
    .flatMap(({ service, readers }) =>
      readers.map(({ name, builds, cursors = [] }) => ({
        name: `${service}/${name}`,
        lag: (builds ?? [{ cursors }]).reduce((sum, build) => sum + lagOf(build), 0),
      })),
    )
    .filter(({ lag }) => lag > 0);
}
