import { idSchema, query, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { blocks } from '../known/blocks.ts';
import { edgeTo } from '../known/edge.ts';
import { followRequests } from '../known/follow-requests.ts';
import { follows } from '../known/follows.ts';
import { mutes } from '../known/mutes.ts';
import { personCards } from '../known/person-cards.ts';
import { strangersTo } from '../known/strangers.ts';
import { candidates } from '../views/candidates.ts';

/** How many of those one follows are asked whom they follow, and how many each may name. */
const askedMax = 30;
const namedMax = 50;
/** How many strangers are looked for per sport, and among those most active of all. */
const perSportMax = 50;
const activeMax = 100;
/** Those one knows, or who are gone, are made up for from further back, this often at most, over all sports. */
const roundsMax = 5;
/** The best of them are looked at more closely. */
const weighedMax = 200;

const suggestion = z.strictObject({
  id: idSchema,
  handle: z.string(),
  name: z.string(),
  sports: z.array(z.string()).meta({ description: 'All their sports, as slugs of `GET /v1/sports`.' }),
  followedBy: z.int().nonnegative().meta({ description: 'How many of those one follows follow them.' }),
  sharedSports: z.array(z.string()).meta({ description: 'Sports that one has in common with them.' }),
});

export const suggestPeople = query('SuggestPeople', {
  about:
    'People one may want to follow: followed by those one follows, of the same sports, most active lately. The best first.',
  route: 'GET /v1/people/suggestions',
  access: 'member',
  input: z.strictObject({
    limit: z.coerce.number().int().min(1).max(50).default(12),
    sport: z
      .array(z.string().max(40))
      .max(20)
      .optional()
      .meta({ description: 'Slugs of `GET /v1/sports`. Without any, the sports of one’s own profile.' }),
  }),
  answers: z.strictObject({ items: z.array(suggestion) }),
  uses: [candidates, follows, followRequests, blocks, mutes, personCards],
  async read({ limit, sport }, { actor, look }) {
    const viewer = actor ?? '';
    const wanted = new Set(sport ?? (await look.get(candidates, viewer))?.sports);
    const tallied = await followedByFollowed(look, viewer);
    const named = await strangersTo(look, viewer, [...tallied.keys()]);
    const found = await foundByActivity(look, viewer, wanted);
    const ids = [...new Set([...named, ...found])];
    const rows = await look.getMany(candidates, ids);
    const shown = ids
      .map((id, i) => {
        const sports = rows[i]?.sports ?? [];
        const sharedSports = sports.filter((one) => wanted.has(one));
        const followedBy = tallied.get(id) ?? 0;
        return { id, sports, sharedSports, followedBy, activeDay: rows[i]?.activeDay ?? 0 };
      })
      .toSorted((a, b) => weightOf(b) - weightOf(a) || b.activeDay - a.activeDay || (a.id < b.id ? 1 : -1))
      .slice(0, weighedMax);
    const cards = await look.getMany(
      personCards,
      shown.map(({ id }) => id),
    );
    const items = shown
      .flatMap(({ id, sports, sharedSports, followedBy }, i) => {
        const card = cards[i];
        return card?.handle
          ? [{ id, handle: card.handle, name: card.name, sports, followedBy, sharedSports }]
          : [];
      })
      .slice(0, limit);
    return { items };
  },
});

/** Three people one trusts weigh as much as two sports in common; beyond ten they weigh no more. */
const weightOf = (one: { readonly followedBy: number; readonly sharedSports: readonly string[] }): number =>
  2 * Math.min(one.followedBy, 10) + 3 * one.sharedSports.length;

/** How many of those whom the viewer followed last follow each of these people. */
async function followedByFollowed(look: Look, viewer: string): Promise<ReadonlyMap<string, number>> {
  const followees = async (group: string, limit: number): Promise<string[]> =>
    (await look.range(follows, 'followingOf', { group, limit, keysOnly: true })).keys.map(edgeTo);
  const tallied = new Map<string, number>();
  for (const followed of await followees(viewer, askedMax))
    for (const named of await followees(followed, namedMax))
      tallied.set(named, (tallied.get(named) ?? 0) + 1);
  return tallied;
}

/** Strangers who were active last: of each sport, and of all. */
async function foundByActivity(look: Look, viewer: string, sports: ReadonlySet<string>): Promise<string[]> {
  const strangers = new Map<string, boolean>();
  const found: string[] = [];
  let roundsLeft = roundsMax;

  async function judged(people: readonly string[]): Promise<readonly string[]> {
    const unknown = people.filter((person) => !strangers.has(person));
    const among = new Set(await strangersTo(look, viewer, unknown));
    for (const person of unknown) strangers.set(person, among.has(person));
    return people.filter((person) => strangers.get(person));
  }

  async function add(index: 'bySport' | 'active', group: string, wanted: number): Promise<void> {
    let missing = wanted;
    for (let after: string | undefined; ; roundsLeft--) {
      const page = await look.range(candidates, index, { group, after, limit: wanted, keysOnly: true });
      const some = await judged(page.keys);
      found.push(...some.slice(0, missing));
      missing -= some.length;
      after = page.next;
      if (missing <= 0 || after === undefined || roundsLeft <= 0) return;
    }
  }

  for (const sport of sports) await add('bySport', sport, perSportMax);
  await add('active', 'all', activeMax);
  return found;
}
