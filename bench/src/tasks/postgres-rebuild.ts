import { answerWith } from '../processes/answer-with.ts';
import { openCommunity, type PostgresCommunity } from './postgres-community.ts';
import { timedRebuild } from './timed-rebuild.ts';

const filledMsMax = 600_000;

/** One view is filled for the first time, then rebuilt beside that; the others stand still. */
answerWith(async (community: PostgresCommunity) => {
  const composed = await openCommunity(community, ['posts']);
  const { host } = composed;
  const view = host.runtimes.get('posts')?.views.get('reaction');
  if (!view) throw new Error('There is no view posts/reaction.');
  const own = view.live().consumer;
  for (const runtime of host.runtimes.values())
    for (const consumer of runtime.consumers()) if (consumer.name !== own.name) consumer.pause();
  for (const [partition, head] of (await host.engine.events.heads()).entries())
    if (!(await own.reached(partition, head, filledMsMax)))
      throw new Error(`The view was not filled within ${filledMsMax / 1000} s.`);
  const answer = await timedRebuild(host, 'posts', 'reaction');
  await composed.close();
  return answer;
});
