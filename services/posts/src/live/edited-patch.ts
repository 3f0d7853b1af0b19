import { isErased, type Recorded, type Told } from '@touchline/kernel';
import type { PostEdited } from '../events.ts';
import { postEditedPatch } from './patches.ts';

/** An edit as a patch for some channels; nothing when the author was erased since. */
export function editedPatch({ data, at }: Recorded<typeof PostEdited>, to: readonly string[]): Told[] {
  const { post, text, mentions = [], hashtags = [] } = data;
  if (isErased(text) || isErased(mentions) || isErased(hashtags)) return [];
  return [{ to, patch: postEditedPatch({ post, text, editedAt: at, mentions, hashtags }) }];
}
