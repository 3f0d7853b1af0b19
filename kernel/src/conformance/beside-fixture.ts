import type { TestContext } from 'node:test';
import type { Engine, ViewStore } from '../ports/index.ts';
import type { HostOptions } from '../runtime/index.ts';
import { world, type World } from '../testing/world.ts';
import { run } from './runtime-fixture.ts';
import { openTally, tallies } from './sample.ts';

/** Another process's engine on the same storage. */
export function besideOn(
  memory: Engine,
  {
    views,
    ...own
  }: { views?: (store: ViewStore) => Partial<ViewStore> } & Partial<Omit<Engine, 'views'>> = {},
): Engine {
  const stores = new Map<string, ViewStore>();
  return {
    ...memory,
    exclusive: false,
    cache: { ...memory.cache, get: () => undefined, put: () => {} },
    ...own,
    async views(service) {
      const store = { ...(await memory.views(service)), exclusive: false };
      const known = stores.get(service) ?? { ...store, ...views?.(store) };
      stores.set(service, known);
      return known;
    },
  };
}

export const runtimeOf = ({ host }: World) => host.runtimes.get('tallies')!;
export const buildOf = (inside: World, name: string) => runtimeOf(inside).views.get(name)!.live();
export const open = (inside: World, id = 't') =>
  run(inside, openTally, { tally: id, name: id, note: `note of ${id}` }, 'ana');
export async function inWorldOf(
  t: TestContext,
  engine: Engine,
  service = tallies,
  options: Partial<HostOptions> = {},
): Promise<World> {
  const made = await world([service], engine, { visibleMaxMs: 0, ...options });
  t.after(() => made.host.stop());
  return made;
}
