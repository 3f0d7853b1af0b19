import { idSchema, isoTime, notFound, query, refuse, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { anniversaries } from '../anniversaries.ts';
import { authorize } from '../authorize.ts';
import { blockKey, blocks } from '../views/blocks.ts';
import { personMilestones } from '../views/person-milestones.ts';
import { postKudos } from '../views/post-kudos.ts';

const milestone = z
  .strictObject({
    milestone: z.enum(['first-post', 'followers', 'post-kudos', 'membership-years']),
    count: z.int().positive(),
    at: z.iso.datetime(),
    post: idSchema.optional().meta({ description: 'The post, of `post-kudos`.' }),
  })
  .meta({ id: 'Milestone' });

type Reached = Omit<z.output<typeof milestone>, 'at'> & { readonly atMs: number };

const followerCounts = [10, 100];

export const listMilestones = query('ListMilestones', {
  about: 'What a person has reached, newest first.',
  route: 'GET /v1/people/:person/milestones',
  input: z.strictObject({ person: idSchema }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: z.strictObject({ items: z.array(milestone) }),
  uses: [personMilestones, postKudos, blocks],
  async read({ person }, { actor, look, nowMs }) {
    const row = await look.get(personMilestones, person);
    if (!row || row.joined === null) return refuse('no-such-person');
    const blocked = await isBlocked(look, actor, person);
    if (!authorize(actor, 'see-milestones', { person, blocked })) return refuse('no-such-person');
    const reached: Reached[] = [
      ...anniversaries(row.joined, nowMs).map(({ years, atMs }): Reached => {
        return { milestone: 'membership-years', count: years, atMs };
      }),
      ...(row.posted === null ? [] : [{ milestone: 'first-post', count: 1, atMs: row.posted } as const]),
      ...followerCounts.flatMap((count): Reached[] => {
        const nth = row.followers[count - 1];
        return nth ? [{ milestone: 'followers', count, atMs: nth[0] }] : [];
      }),
      ...(await kudosOf(look, person)),
    ];
    const items = reached
      .toSorted((a, b) => b.atMs - a.atMs)
      .map(({ atMs, ...rest }) => ({ ...rest, at: isoTime(atMs) }));
    return { items };
  },
});

/** The first post that got so many kudos. */
async function kudosOf(look: Look, person: string): Promise<Reached[]> {
  const found: Reached[] = [];
  for (const [index, count] of [
    ['ten', 10],
    ['hundred', 100],
  ] as const) {
    const { rows, keys } = await look.range(postKudos, index, {
      group: person,
      direction: 'ascending',
      limit: 1,
    });
    const [atMs, post] = [rows[0]?.[index], keys[0]];
    if (atMs !== undefined && post !== undefined) found.push({ milestone: 'post-kudos', count, post, atMs });
  }
  return found;
}

/** Whether one of the two blocked the other. */
async function isBlocked(look: Look, viewer: string | null, person: string): Promise<boolean> {
  if (viewer === null) return false;
  const between = await look.getMany(blocks, [blockKey(viewer, person), blockKey(person, viewer)]);
  return between.some((row) => row !== undefined);
}
