import type { Facts, Post } from './facts.ts';

/** Questions about the facts, each answered by looking at all that bears on it once. */
export interface World {
  readonly facts: Facts;
  /** Newest first, without replies. */
  readonly topLevel: readonly Post[];
  postsOf(author: string): readonly Post[];
  repliesTo(post: string): readonly Post[];
  followersOf(person: string): readonly string[];
  followingOf(person: string): readonly string[];
  mayRead(viewer: string | undefined, post: Post): boolean;
  areApart(one: string | undefined, other: string): boolean;
  /** The post as the API answers it to this viewer. */
  shown(post: Post, viewer: string | undefined): object;
}

export function worldOf(facts: Facts): World {
  const { people, follows, blocks, posts, kudos, reposts } = facts;
  // Ids begin with their time.
  const newestFirst = [...posts.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const topLevel = newestFirst.filter(({ replyTo }) => replyTo === null);
  const byAuthor = Map.groupBy(topLevel, ({ author }) => author);
  const replies = Map.groupBy(newestFirst, ({ replyTo }) => replyTo ?? '');
  const pairs = [...follows.keys()].map((pair) => pair.split(' ') as [string, string]);
  const followers = Map.groupBy(pairs, ([, followee]) => followee);
  const following = Map.groupBy(pairs, ([follower]) => follower);
  const kudosOf = tally(kudos);
  const repostsOf = tally(reposts);

  const areApart = (one: string | undefined, other: string): boolean =>
    one !== undefined && (blocks.has(`${one} ${other}`) || blocks.has(`${other} ${one}`));

  return {
    facts,
    topLevel,
    postsOf: (author) => byAuthor.get(author) ?? [],
    repliesTo: (post) => replies.get(post) ?? [],
    followersOf: (person) => (followers.get(person) ?? []).map(([follower]) => follower),
    followingOf: (person) => (following.get(person) ?? []).map(([, followee]) => followee),
    areApart,
    mayRead(viewer, { author, visibility }) {
      if (viewer === author) return true;
      if (areApart(viewer, author)) return false;
      return visibility === 'public' || (visibility === 'followers' && follows.has(`${viewer} ${author}`));
    },
    shown(post, viewer) {
      const { author, replyTo, ...rest } = post;
      return {
        ...rest,
        author: people.get(author),
        ...(replyTo !== null && { replyTo }),
        counts: {
          kudos: kudosOf.get(post.id) ?? 0,
          replies: replies.get(post.id)?.filter((reply) => isAsWide(reply, post)).length ?? 0,
          reposts: repostsOf.get(post.id) ?? 0,
        },
        viewer: {
          kudos: kudos.has(`${post.id} ${viewer}`),
          reposted: reposts.has(`${post.id} ${viewer}`),
        },
      };
    },
  };
}

/** A reply for fewer people than its post is counted nowhere: it would show that somebody keeps something to themselves. */
const isAsWide = (reply: Post, post: Post): boolean => reach[reply.visibility] >= reach[post.visibility];
const reach = { 'only-me': 0, followers: 1, public: 2 } as const;

/** How many pairs begin with each. */
function tally(pairs: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const first = pair.slice(0, pair.indexOf(' '));
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
}
