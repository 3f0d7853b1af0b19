import {
  idSchema,
  isoTime,
  pageCursor,
  type Awaitable,
  type Look,
  type Page,
  type QueryCall,
} from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { blocks } from './blocks.ts';
import { edgeKey } from './edge.ts';
import { personCards } from './person-cards.ts';

/** The query-string fields of every list of people. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(30),
  before: pageCursor,
};

interface PageInput {
  readonly limit: number;
  readonly before?: string | undefined;
}

const personItem = z.strictObject({
  id: idSchema,
  handle: z.string(),
  name: z.string(),
  since: z.iso.datetime(),
});
type PersonItem = z.output<typeof personItem>;

export const peoplePageAnswer = z.strictObject({
  items: z.array(personItem),
  next: z.string().optional().meta({ description: 'Send it as `before` to get the page after this one.' }),
});

/** What the viewer may not see is filled up from further back, this often at most; then the page stays short. */
const roundsMax = 5;

interface Edges {
  /** Reads edges in the order of the list. */
  read(after: string | undefined, limit: number): Awaitable<Page<{ readonly at: number }>>;
  /** The person of the list in an edge's key. */
  person(key: string): string;
  /** Only the list of those one blocks shows them. */
  readonly showsBlocked?: boolean;
}

/** A page of people at one end of edges, newest first, without those hidden from the viewer. */
export async function peoplePage(
  { look, actor }: QueryCall,
  { limit, before }: PageInput,
  edges: Edges,
): Promise<{ items: PersonItem[]; next?: string }> {
  const items: PersonItem[] = [];
  let next = before;
  for (let round = 0; round < roundsMax; round++) {
    const page = await edges.read(next, limit - items.length);
    const people = page.keys.map((key) => edges.person(key));
    const isHidden = edges.showsBlocked ? () => false : await hiddenFrom(look, actor, people);
    const cards = await look.getMany(personCards, people);
    for (const [i, card] of cards.entries()) {
      const row = page.rows[i];
      if (!card?.handle || !row || isHidden(i)) continue;
      items.push({
        id: card.id,
        handle: card.handle,
        name: card.name,
        since: isoTime(row.at),
      });
    }
    next = page.next;
    if (next === undefined || items.length === limit) break;
  }
  return next === undefined ? { items } : { items, next };
}

/** Tells of each of some people whether they are hidden from the viewer, with one read for all. */
async function hiddenFrom(look: Look, viewer: string | null, people: readonly string[]) {
  if (viewer === null) return () => false;
  const keys = people.flatMap((person) => [edgeKey(person, viewer), edgeKey(viewer, person)]);
  const found = await look.getMany(blocks, keys);
  return (i: number): boolean => {
    const id = people[i] as string;
    const resource = { id, exists: true, blocksViewer: !!found[2 * i], blockedByViewer: !!found[2 * i + 1] };
    return authorize(viewer, 'see', resource) !== 'allowed';
  };
}
