import type { TestContext } from 'node:test';
import { z } from 'zod';
import { command, event, service, stream } from '../../index.ts';
import { memoryEngine } from '../../testing/memory/memory-engine.ts';
import { world, type World } from '../../testing/world.ts';

const Filled = event('Filled', { about: 'Books came.', schema: z.strictObject({ books: z.int() }) });
const shelf = stream('shelf', {
  about: 'A shelf.',
  events: [Filled],
  initial: (): { readonly books: readonly number[] } => ({ books: [] }),
  evolve: { Filled: (_state, { data }) => ({ books: Array.from({ length: data.books }, (_, i) => i) }) },
});
export const fill = command(shelf, {
  type: 'Fill',
  about: 'Puts books there.',
  input: z.strictObject({ shelf: z.string(), books: z.int() }),
  refusals: {},
  target: (input) => input.shelf,
  decide: (_state, { books }) => [Filled({ books })],
});

/** A world of shelves in memory, whose states are as large as one likes. Closed after the test. */
export async function shelfWorld(t: TestContext): Promise<World> {
  const library = service({ name: 'library', about: 'Books.', streams: [shelf], commands: [fill] });
  const inside = await world([library], memoryEngine());
  t.after(() => inside.close());
  return inside;
}
