import { z } from 'zod';
import { isWider, type Visibility } from '../visibility.ts';

const count = z.int().positive().optional();

/** Replies to a post by who may see them; what is zero is left out. */
export const replyTally = z.strictObject({
  /** Public ones. */
  replies: count,
  /** For the followers of who replied. */
  followersReplies: count,
  /** For who replied alone. */
  ownReplies: count,
});
export type ReplyTally = Readonly<z.output<typeof replyTally>>;

const fieldOf = {
  public: 'replies',
  followers: 'followersReplies',
  'only-me': 'ownReplies',
} as const satisfies Record<Visibility, keyof ReplyTally>;

/** One reply more or less; fields in a fixed order, so that rows are the same bytes however they came about. */
export function tallied(tally: ReplyTally, visibility: Visibility = 'public', by: 1 | -1): ReplyTally {
  const field = fieldOf[visibility];
  return tallyOf({ ...tally, [field]: Math.max(0, (tally[field] ?? 0) + by) });
}

/** The tally alone, of a row that has one among other things; zeros left out. */
export function tallyOf({ replies, followersReplies, ownReplies }: ReplyTally): ReplyTally {
  return {
    ...(replies && { replies }),
    ...(followersReplies && { followersReplies }),
    ...(ownReplies && { ownReplies }),
  };
}

/** The tally alone; `undefined` where there is nothing to count. */
export function someReplies(tally: ReplyTally = {}): ReplyTally | undefined {
  const found = tallyOf(tally);
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Whether a reply is in the number that its post shows. */
export const isCounted = (reply: Visibility = 'public', post: Visibility = 'public'): boolean =>
  !isWider(post, reply);

/**
 * How many replies are shown to have come: those that are for as many as the post is. One that its author keeps to a smaller
 * circle leaves no trace outside of it.
 */
export function repliesShown(tally: ReplyTally, visibility: Visibility = 'public'): number {
  const { replies = 0, followersReplies = 0, ownReplies = 0 } = tally;
  return (
    replies +
    (isCounted('followers', visibility) ? followersReplies : 0) +
    (isCounted('only-me', visibility) ? ownReplies : 0)
  );
}
