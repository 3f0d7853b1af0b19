import type { Look } from '@touchline/kernel';
import { secondOf } from '../pair.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';

const pageMax = 1_000;
/** Beyond it a stream hears of some it need not: what it then reads is judged anew. */
const hiddenMax = 10_000;

/** Whose doings a person is not told of: by a block, either way, or a mute. */
export async function hiddenFrom(look: Look, viewer: string | null): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (viewer === null || (await look.get(hiddenCount, viewer)) === undefined) return found;
  let after: string | undefined;
  do {
    const page = await look.range(hidden, 'byViewer', {
      group: viewer,
      after,
      limit: pageMax,
      keysOnly: true,
    });
    for (const key of page.keys) found.add(secondOf(key));
    after = page.next;
  } while (after !== undefined && found.size < hiddenMax);
  return found;
}
