import { liveTopic, type Look, type Told } from '@touchline/kernel';
import { KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn } from '../events.ts';
import { reactionKey, reactions } from '../known/reactions.ts';
import { postViewerPatch } from './patches.ts';

interface Done {
  readonly data: { readonly post: string; readonly person: string };
}

async function marks({ data: { post, person } }: Done, look: Look): Promise<Told[]> {
  const row = await look.get(reactions, reactionKey(person, post));
  const { kudos = false, reposted = false } = row ?? {};
  return [{ to: [person], patch: postViewerPatch({ post, kudos, reposted }) }];
}

export const meTopic = liveTopic('me', {
  about: 'One’s own kudos and reposts, from whatever device.',
  access: 'member',
  patches: [postViewerPatch],
  reads: [KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn],
  rechecks: [],
  hearing: ({ actor }) => ({ channels: [actor ?? ''] }),
  tell: { KudosGiven: marks, KudosWithdrawn: marks, PostReposted: marks, RepostWithdrawn: marks },
});
