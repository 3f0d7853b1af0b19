import type { Pair } from '../job-graph.ts';
import { caughtUp } from './caught-up.ts';
import { checkClaims } from './check-claims.ts';
import { checkFeeds } from './check-feeds.ts';
import { checkLog } from './check-log.ts';
import { checkPeople } from './check-people.ts';
import { checkPosts } from './check-posts.ts';
import type { Claims } from './claims.ts';
import { factsOf, type Facts } from './facts.ts';
import { findings, type Findings } from './findings.ts';
import { readLog } from './read-log.ts';
import type { Reach } from './reach.ts';
import { worldOf } from './world.ts';

export interface Check {
  readonly graph: readonly Pair[];
  readonly claims: Claims;
}

/**
 * Everything that a server answers, held against its events: those are read over the API, folded into sets here, and
 * nothing that Touchline itself makes of them is used.
 */
export async function check(reach: Reach, { graph, claims }: Check): Promise<Findings> {
  const found = findings();
  await caughtUp(reach);
  const events = await readLog(reach, found);
  const facts = factsOf(events);
  await checkLog(reach, events.length, found);
  checkClaims(claims, followsOf(graph, facts), facts, found);
  const world = worldOf(facts);
  found.counted('follows', facts.follows.size);
  found.counted('kudos', facts.kudos.size);
  await checkPeople(reach, world, found);
  await checkPosts(reach, world, found);
  await checkFeeds(reach, world, found);
  for (const [type, times] of facts.passedOver) found.counted(`${type} (not looked into)`, times);
  return found;
}

/** What the import was asked for: both follow each other. */
function followsOf(graph: readonly Pair[], { people }: Facts): Set<string> {
  const idOf = new Map([...people.values()].map(({ id, handle }) => [handle, id]));
  const id = (name: string): string => idOf.get(`u_${name}`) ?? `(nobody called u_${name})`;
  return new Set(graph.flatMap(([a, b]) => [`follow ${id(a)} ${id(b)}`, `follow ${id(b)} ${id(a)}`]));
}
