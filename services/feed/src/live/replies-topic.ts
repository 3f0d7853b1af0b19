import { idSchema, liveTopic } from '@touchline/kernel';
import { PostPublished, postPublishedPatch } from '@touchline/posts/published';
import { everybody, goneEvents, personGonePatch, tellGone } from './person-gone.ts';
import { hearingEvents, recheckHearing } from './rechecks.ts';
import { hiddenFrom } from './hidden-from.ts';

/** Whether one may see the post at all is for posts to say, which tells of this topic, too. */
export const repliesTopic = liveTopic('post', {
  about: 'Replies to one post, of people one does not hide.',
  access: 'anyone',
  key: idSchema,
  patches: [postPublishedPatch, personGonePatch],
  reads: [PostPublished, ...hearingEvents, ...goneEvents],
  rechecks: hearingEvents,
  hearing: async ({ key, once }) => ({
    channels: [key, everybody],
    deafTo: await once(hiddenFrom),
  }),
  tell: {
    // One that fewer may see than its parent is for them to find.
    PostPublished({ data: { post, author, replyTo, visibility } }) {
      if (!replyTo || visibility) return [];
      return [{ to: [replyTo], by: author, patch: postPublishedPatch({ post, author, replyTo }) }];
    },
    ...recheckHearing,
    ...tellGone,
  },
});
