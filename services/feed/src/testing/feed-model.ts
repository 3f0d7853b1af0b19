import type { Recorded } from '@touchline/kernel';
import type { FeedLog } from './feed-log.ts';

interface Data {
  readonly [field: string]: string;
}

/** Feeds as the log says they are at some positions, worked out anew from the first event. */
export function feedModel(log: FeedLog, positions: readonly number[]) {
  const posts = new Map<string, Data>();
  const marks = new Set<string>();
  for (const [partition, events] of log.partitions.entries())
    for (const { type, data } of events.slice(0, positions[partition])) note(type, data as unknown as Data);

  function note(type: string, d: Data): void {
    const { post, person } = d;
    if (type === 'PostPublished' && !d['replyTo']) posts.set(post!, d);
    else if (type === 'PostDeleted') posts.delete(post!);
    else if (type === 'KudosGiven') marks.add(`kudos ${person} ${post}`);
    else if (type === 'KudosWithdrawn') marks.delete(`kudos ${person} ${post}`);
    else if (type === 'PostReposted') marks.add(`reposted ${person} ${post}`);
    else if (type === 'RepostWithdrawn') marks.delete(`reposted ${person} ${post}`);
    else if (type === 'Followed') marks.add(`follows ${d['follower']} ${d['followee']}`);
    else if (type === 'Unfollowed') marks.delete(`follows ${d['follower']} ${d['followee']}`);
    else if (type === 'Blocked') marks.add(`blocks ${d['blocker']} ${d['blocked']}`);
    else if (type === 'Unblocked') marks.delete(`blocks ${d['blocker']} ${d['blocked']}`);
    else if (type === 'Muted') marks.add(`mutes ${d['muter']} ${d['muted']}`);
    else if (type === 'Unmuted') marks.delete(`mutes ${d['muter']} ${d['muted']}`);
  }

  function shows(viewer: string, id: string): boolean {
    const post = posts.get(id);
    const author = post?.['author'];
    if (!post || !author) return false;
    if (author === viewer) return true;
    if (!marks.has(`follows ${viewer} ${author}`) || post['visibility'] === 'only-me') return false;
    return ![`blocks ${viewer} ${author}`, `blocks ${author} ${viewer}`, `mutes ${viewer} ${author}`].some(
      (one) => marks.has(one),
    );
  }

  return {
    shows,
    has: (mark: string): boolean => marks.has(mark),
    feed: (viewer: string): string[] =>
      [...posts.keys()].filter((id) => shows(viewer, id)).toSorted((a, b) => (a < b ? 1 : -1)),
  };
}

/** The facts between two positions that a post's place in a viewer's feed hangs on. */
export function eventsBetween(log: FeedLog, from: readonly number[], to: readonly number[]): Recorded[] {
  return log.partitions.flatMap((events, partition) => events.slice(from[partition], to[partition]));
}
