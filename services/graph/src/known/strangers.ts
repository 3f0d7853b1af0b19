import type { Look } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { blocks } from './blocks.ts';
import { edgeKey } from './edge.ts';
import { followRequests } from './follow-requests.ts';
import { follows } from './follows.ts';
import { mutes } from './mutes.ts';
import { personCards } from './person-cards.ts';

/** Those of some people whom the viewer may follow and has nothing to do with yet, in the same order. */
export async function strangersTo(
  look: Look,
  viewer: string,
  people: readonly string[],
): Promise<readonly string[]> {
  const others = people.filter((person) => person !== viewer);
  const towards = others.map((person) => edgeKey(viewer, person));
  const [cards, followed, asked, muted, blocked, blocking] = await Promise.all([
    look.getMany(personCards, others),
    look.getMany(follows, towards),
    look.getMany(followRequests, towards),
    look.getMany(mutes, towards),
    look.getMany(blocks, towards),
    look.getMany(
      blocks,
      others.map((person) => edgeKey(person, viewer)),
    ),
  ]);
  return others.filter((id, i) => {
    if (followed[i] || asked[i] || muted[i]) return false;
    const exists = !!cards[i]?.handle; // Whose account is closed has none.
    const person = { id, exists, blocksViewer: !!blocking[i], blockedByViewer: !!blocked[i] };
    return (
      authorize(viewer, 'follow', person) === 'allowed' && authorize(viewer, 'see', person) === 'allowed'
    );
  });
}
