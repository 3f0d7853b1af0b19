import { appendWorld, type Size } from '../data/made-world.ts';
import { answerWith } from '../processes/answer-with.ts';
import { openCommunity, type PostgresCommunity } from './postgres-community.ts';

/** Appends a made world; its views are left as they are. */
answerWith(async ({ size, ...community }: PostgresCommunity & { readonly size: Size }) => {
  const composed = await openCommunity(community);
  const { events } = await appendWorld(composed.host, size);
  await composed.close();
  return { events };
});
