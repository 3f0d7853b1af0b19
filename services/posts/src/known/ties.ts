import { view } from '@touchline/kernel';
import { Blocked, Followed, Unblocked, Unfollowed } from '@touchline/graph/published';
import { z } from 'zod';

const flag = z.literal(true).optional();
const row = z.strictObject({
  lowerFollows: flag,
  higherFollows: flag,
  lowerBlocks: flag,
  higherBlocks: flag,
});
type Tie = Readonly<z.output<typeof row>>;

export const tieKey = (a: string, b: string): string => (a < b ? `${a}.${b}` : `${b}.${a}`);

/** Both directions in one row: all that decides what one person sees of another comes with one read. */
export const ties = view('tie', {
  about: 'Who of two people follows or blocks the other. Key: `<lower id>.<higher id>`.',
  reads: [Followed, Unfollowed, Blocked, Unblocked],
  row,
  project: {
    Followed: {
      key: ({ data }) => tieKey(data.follower, data.followee),
      fold: (before, { data }) =>
        turned(before, data.follower < data.followee ? 'lowerFollows' : 'higherFollows', true),
    },
    Unfollowed: {
      key: ({ data }) => tieKey(data.follower, data.followee),
      fold: (before, { data }) =>
        turned(before, data.follower < data.followee ? 'lowerFollows' : 'higherFollows', false),
    },
    Blocked: {
      key: ({ data }) => tieKey(data.blocker, data.blocked),
      fold: (before, { data }) =>
        turned(before, data.blocker < data.blocked ? 'lowerBlocks' : 'higherBlocks', true),
    },
    Unblocked: {
      key: ({ data }) => tieKey(data.blocker, data.blocked),
      fold: (before, { data }) =>
        turned(before, data.blocker < data.blocked ? 'lowerBlocks' : 'higherBlocks', false),
    },
  },
});

function turned(before: Tie | undefined, what: keyof Tie, on: boolean): Tie | undefined {
  const { [what]: _, ...rest } = before ?? {};
  if (on) return { ...rest, [what]: true };
  return Object.keys(rest).length > 0 ? rest : undefined;
}

/** Whether `person` follows `other`, and whether either blocks the other. */
export const standing = (known: Tie | undefined, person: string, other: string) => ({
  follows: known !== undefined && (person < other ? known.lowerFollows : known.higherFollows) === true,
  blocked: known !== undefined && (known.lowerBlocks === true || known.higherBlocks === true),
});
