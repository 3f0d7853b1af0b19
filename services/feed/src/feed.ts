import { service } from '@touchline/kernel';
import { homeFeed } from './home-feed/home-feed.ts';
import { feedTopic } from './live/feed-topic.ts';
import { publicTopic } from './live/public-topic.ts';
import { repliesTopic } from './live/replies-topic.ts';
import { readHomeFeed } from './queries/read-home-feed.ts';
import { author } from './views/author.ts';
import { card } from './views/card.ts';
import { following } from './views/following.ts';
import { hidden } from './views/hidden.ts';
import { hiddenCount } from './views/hidden-count.ts';
import { kudos } from './views/kudos.ts';
import { replyCount } from './views/reply-count.ts';
import { repost } from './views/repost.ts';

/** What to show to whom, newest first. */
export const feed = service({
  name: 'feed',
  about: 'What to show to whom, newest first.',
  queries: [readHomeFeed],
  views: [card, replyCount, author, following, hidden, hiddenCount, kudos, repost],
  memoryViews: [homeFeed],
  live: [feedTopic, publicTopic, repliesTopic],
});
