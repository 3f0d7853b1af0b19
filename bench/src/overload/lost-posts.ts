import type { World } from '../data/world.ts';
import type { PhaseResult } from '../load/open-job.ts';
import type { SlowServer } from '../tasks/slow-server.ts';

const atOnce = 16;

/** How many of the posts that were answered are not there. */
export async function lostPosts(
  { host, port, key }: SlowServer,
  { people }: World,
  phases: readonly PhaseResult[],
): Promise<number> {
  const ids = phases.flatMap((phase) => phase.ids);
  const [reader = ''] = people;
  let [lost, next] = [0, 0];
  const lane = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const answer = await fetch(`http://${host}:${port}/v1/posts/${id}`, {
        headers: { authorization: `Bearer ${key}/${reader}` },
      });
      if (!answer.ok) lost++;
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return lost;
}
