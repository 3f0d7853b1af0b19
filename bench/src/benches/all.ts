import type { Bench } from '../bench.ts';
import { append } from './append.ts';
import { disk } from './disk.ts';
import { fanOut } from './fan-out.ts';
import { feed } from './feed.ts';
import { gateway } from './gateway.ts';
import { kudos } from './kudos.ts';
import { lighthouse } from './lighthouse.ts';
import { live } from './live.ts';
import { overload, postgresOverload } from './overload.ts';
import { pageTimes } from './pages.ts';
import { postgresAppend } from './postgres-append.ts';
import { postgresRebuild } from './postgres-rebuild.ts';
import { posts } from './posts.ts';
import { readPost } from './read-post.ts';
import { rebuild } from './rebuild.ts';
import { start } from './start.ts';
import { visible } from './visible.ts';
import { webApp } from './web-app.ts';

/** In the order in which they run. */
export const benches: readonly Bench[] = [
  posts,
  kudos,
  feed,
  readPost,
  append,
  postgresAppend,
  rebuild,
  postgresRebuild,
  start,
  disk,
  pageTimes,
  visible,
  fanOut,
  live,
  overload,
  postgresOverload,
  gateway,
  lighthouse,
  webApp,
];
