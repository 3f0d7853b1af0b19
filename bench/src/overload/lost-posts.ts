import { setTimeout } from 'node:timers/promises';
import type { World } from '../data/world.ts';
import type { PhaseResult } from '../load/open-job.ts';
import type { SlowServer } from '../tasks/slow-server.ts';

const atOnce = 16;
const turnsMax = 20;

/** How many of the posts that were answered are not there. */
export async function lostPosts(
  { host, port, key }: SlowServer,
  { people }: World,
  phases: readonly PhaseResult[],
): Promise<number> {
  const ids = phases.flatMap((phase) => phase.ids);
  const [reader = ''] = people;
  let [lost, next] = [0, 0];
  const isThere = async (id: string): Promise<boolean> => {
    for (let turn = 0; turn < turnsMax; turn++) {
      const answer = await fetch(`http://${host}:${port}/v1/posts/${id}`, {
        headers: { authorization: `Bearer ${key}/${reader}` },
      });
      await answer.arrayBuffer();
      if (answer.ok) return true;
      if (answer.status === 404) return false;
      // Refused for now: whether it is there has not been said.
      if (answer.status !== 503) throw new Error(`Post ${id} was answered ${answer.status}.`);
      await setTimeout(1000 * Number(answer.headers.get('retry-after')));
    }
    throw new Error(`Post ${id} was refused ${turnsMax} times.`);
  };
  const lane = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) if (!(await isThere(id))) lost++;
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return lost;
}
