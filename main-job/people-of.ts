import { answered, httpReach } from './check/reach.ts';
import { inLanes } from './check/in-lanes.ts';
import type { ServerProcess } from './processes/server-process.ts';

/** The ids of the people of a graph, by their names in it, as anyone can look them up. */
export async function peopleOf(
  { url, key }: ServerProcess,
  names: Iterable<string>,
): Promise<Record<string, string>> {
  const reach = httpReach(url, key);
  const ids: Record<string, string> = {};
  await inLanes(names, async (name) => {
    const path = `/v1/people/u_${name}`;
    ids[name] = (answered(await reach.read(path), path) as { id: string }).id;
  });
  return ids;
}
