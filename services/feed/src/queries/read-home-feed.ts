import { idSchema, query } from '@touchline/kernel';
import { postAnswer } from '@touchline/posts/published';
import { z } from 'zod';
import { feedPage } from '../hydration/feed-page.ts';
import { shownFrom } from '../hydration/shown-posts.ts';
import { homeFeed } from '../home-feed/home-feed.ts';
import { kudos } from '../views/kudos.ts';
import { repost } from '../views/repost.ts';

export const readHomeFeed = query('read-home-feed', {
  about: 'The home feed: own posts and posts of people one follows, newest first.',
  route: 'GET /v1/feed',
  access: 'member',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(30),
    before: idSchema.optional().meta({ description: 'The `next` of the page before: older posts follow.' }),
  }),
  answers: z.strictObject({ items: z.array(postAnswer), next: idSchema.optional() }),
  uses: [homeFeed, ...shownFrom, kudos, repost],
  read({ limit, before }, { actor, look }) {
    return feedPage({ look, feed: look.memory(homeFeed), viewer: actor as string }, before, limit);
  },
});
