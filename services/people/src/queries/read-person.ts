import { idPattern, idSchema, notFound, query, refuse, type Awaitable, type Look } from '@touchline/kernel';
import { handleSchema } from '@touchline/identity/published';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { blockKey, blocks } from '../views/blocks.ts';
import { followCounts, noFollows } from '../views/follow-counts.ts';
import { personPage, type PersonPageRow } from '../views/person-page.ts';

const count = z.int().nonnegative();

export const readPerson = query('ReadPerson', {
  about: 'A person’s public page, by handle (earlier ones too) or id.',
  route: 'GET /v1/people/:handle',
  input: z.strictObject({
    handle: z
      .string()
      .min(2)
      .max(31)
      .toLowerCase()
      .meta({ description: 'Handle, with or without @, or id.', examples: ['kai_runs'] }),
  }),
  refusals: { 'no-such-person': notFound('There is no such person.') },
  answers: z
    .strictObject({
      id: idSchema,
      handle: handleSchema,
      name: z.string(),
      bio: z.string(),
      sports: z.array(z.string()).meta({ description: 'Slugs of `GET /v1/sports`.' }),
      location: z.string(),
      links: z.array(z.string()),
      joinedAt: z.iso.datetime(),
      followers: count,
      following: count,
    })
    .meta({ id: 'Person' }),
  uses: [personPage, followCounts, blocks],
  async read({ handle }, { look, actor }) {
    const page = await findPage(look, handle.replace(/^@/, ''));
    if (!page || page.handle === null) return refuse('no-such-person');
    const blocked = await isBlocked(look, actor, page.id);
    if (!authorize(actor, 'see-person', { person: page.id, blocked })) return refuse('no-such-person');
    const { followers, following } = (await look.get(followCounts, page.id)) ?? noFollows;
    const { edited: _, handles: __, ...shown } = page;
    return { ...shown, followers, following };
  },
});

/** No handle looks like an id: identity refuses those. */
async function findPage(look: Look, handle: string): Promise<PersonPageRow | undefined> {
  if (idPattern.test(handle)) return look.get(personPage, handle);
  const { rows } = await look.range(personPage, 'handle', { group: handle, limit: 1 });
  return rows[0];
}

/** Whether one of the two blocked the other. */
async function isBlocked(look: Look, viewer: string | null, person: string): Promise<boolean> {
  if (viewer === null) return false;
  const between: Awaitable<readonly (object | undefined)[]> = look.getMany(blocks, [
    blockKey(viewer, person),
    blockKey(person, viewer),
  ]);
  return (await between).some((row) => row !== undefined);
}
