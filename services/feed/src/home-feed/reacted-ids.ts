import type { MemoryLook } from '@touchline/kernel';
import { pair, secondOf } from '../pair.ts';
import type { kudos } from '../views/kudos.ts';
import type { repost } from '../views/repost.ts';
import { hasId } from './sorted-ids.ts';

const page = { limit: 500, max: 4 };

/**
 * Which of some ids (ascending) a person reacted to, ascending. What they reacted to lately comes in one range;
 * for those who react to everything the oldest ids are looked up one by one.
 */
export async function reactedIds(
  look: MemoryLook,
  view: typeof kudos | typeof repost,
  person: string,
  ids: readonly string[],
): Promise<string[]> {
  const oldest = ids[0];
  if (oldest === undefined) return [];
  const reacted: string[] = [];
  let after: string | undefined;
  let reached = '';
  for (let pages = 0; pages < page.max; pages++) {
    const { keys, next } = await look.range(view, 'byPerson', {
      group: person,
      after,
      limit: page.limit,
      keysOnly: true,
    });
    for (const key of keys) if (hasId(ids, secondOf(key))) reacted.push(secondOf(key));
    after = next;
    reached = secondOf(keys.at(-1) ?? '');
    if (next === undefined || reached <= oldest) return reacted.toReversed();
  }
  const older = ids.filter((id) => id < reached);
  const rows = await look.getMany(
    view,
    older.map((id) => pair(person, id)),
  );
  return [...older.filter((_id, i) => rows[i] !== undefined), ...reacted.toReversed()];
}
