import type { Look } from '@touchline/kernel';
import { authorize } from '../authorize.ts';
import { blocks } from './blocks.ts';
import { edgeKey } from './edge.ts';
import { isPerson } from './is-person.ts';

/** Whether the viewer may see what hangs on a person: they exist, and neither blocks the other. */
export async function maySee(look: Look, viewer: string | null, person: string): Promise<boolean> {
  const exists = await isPerson(look, person);
  const [blocksViewer, blockedByViewer] =
    viewer === null ? [] : await look.getMany(blocks, [edgeKey(person, viewer), edgeKey(viewer, person)]);
  const resource = { id: person, exists, blocksViewer: !!blocksViewer, blockedByViewer: !!blockedByViewer };
  return authorize(viewer, 'see', resource) === 'allowed';
}
