import type { FeedLog } from './feed-log.ts';

export const people = ['ann', 'bo', 'cy', 'di', 'ed'];
const visibilities = ['public', 'public', 'followers', 'only-me'] as const;
const undo = { follow: 'unfollow', block: 'unblock', mute: 'unmute' } as const;

interface Post {
  readonly id: string;
  readonly author: string;
}

/** Chooses one of a list by a number. */
export const oneOf = <T>(all: readonly T[], n: number): T => all[n % all.length]!;

/** Writes what commands could have led to: nobody follows twice, takes back what was not given, or removes twice. */
export function happenings(log: FeedLog) {
  const posts: Post[] = [];
  const standing = new Set<string>();

  /** Says whether this is news. */
  function turned(name: string, on: boolean): boolean {
    if (standing.has(name) === on) return false;
    if (on) standing.add(name);
    else standing.delete(name);
    return true;
  }

  function publish(a: number, b: number, c: number): void {
    // Ids are made before the event is recorded: some are older than those that came before, a few by far.
    const late = b % 7 === 0 ? b * 3 : b % 45;
    const id = `p${String(5000 + 10 * posts.length - late).padStart(6, '0')}${posts.length}`;
    const replyTo = c % 9 === 8 && posts.length > 0 ? oneOf(posts, b).id : null;
    const author = oneOf(people, a);
    log.publish(id, author, { visibility: oneOf(visibilities, c), ...(replyTo && { replyTo }) });
    posts.push({ id, author });
  }

  function tie(what: keyof typeof undo, from: string, to: string, on = true): void {
    if (from !== to && turned(`${what} ${from} ${to}`, on)) log[on ? what : undo[what]](from, to);
  }

  function react(what: 'kudos' | 'repost', person: string, post: Post): void {
    const name = `${what} ${person} ${post.id}`;
    const on = !standing.has(name);
    turned(name, on);
    if (what === 'kudos') log[on ? 'giveKudos' : 'withdrawKudos'](person, post.id);
    else log[on ? 'repost' : 'withdrawRepost'](person, post.id);
  }

  return {
    posts,
    publish,
    tie,
    react,
    remove(post: Post): void {
      if (turned(`removed ${post.id}`, true)) log.remove(post.id, post.author);
    },
    /** Everybody follows somebody and has something to say, or most reads would show nothing. */
    begin(postCount: number): void {
      for (const [i, person] of people.entries())
        for (const j of [1, 2]) tie('follow', person, oneOf(people, i + j));
      for (let i = 0; i < postCount; i++) publish(i * 7, i * 3, i);
      for (let i = 0; i < postCount; i += 2) react('kudos', oneOf(people, i * 3), oneOf(posts, i));
    },
  };
}
