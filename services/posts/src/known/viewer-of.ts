import type { Look } from '@touchline/kernel';
import type { Viewer } from '../authorize.ts';
import { muteKey, mutes } from './mutes.ts';
import { standing, tieKey, ties } from './ties.ts';

const apart = { follows: false, blocked: false };

/** The person who asks, as they stand to an author. */
export async function viewerOf(look: Look, actor: string | null, author: string): Promise<Viewer> {
  if (actor === null || actor === author) return { id: actor, ...apart };
  return { id: actor, ...standing(await look.get(ties, tieKey(actor, author)), actor, author) };
}

/** The same for many authors, in one read; for a list with whom they mute. */
export async function viewersOf(
  look: Look,
  actor: string | null,
  authors: readonly string[],
  action: 'read' | 'list',
): Promise<ReadonlyMap<string, Viewer>> {
  const alone: Viewer = { id: actor, ...apart };
  const viewers = new Map(authors.map((author) => [author, alone]));
  if (actor === null) return viewers;
  const others = [...viewers.keys()].filter((author) => author !== actor);
  if (others.length === 0) return viewers;
  const keysBy = (key: typeof tieKey): string[] => others.map((author) => key(actor, author));
  const known = await look.getMany(ties, keysBy(tieKey));
  const mutesAny = action === 'list' && (await look.get(mutes, actor)) !== undefined;
  const muted = mutesAny ? await look.getMany(mutes, keysBy(muteKey)) : [];
  for (const [i, author] of others.entries())
    viewers.set(author, { id: actor, ...standing(known[i], actor, author), mutes: muted[i] !== undefined });
  return viewers;
}
