import { liveTopic } from '@touchline/kernel';
import {
  editedPatch,
  PostDeleted,
  postDeletedPatch,
  PostEdited,
  postEditedPatch,
  PostPublished,
  postPublishedPatch,
} from '@touchline/posts/published';
import { card } from '../views/card.ts';
import { everybody, goneEvents, personGonePatch, tellGone } from './person-gone.ts';
import { hearingEvents, recheckHearing } from './rechecks.ts';
import { hiddenFrom } from './hidden-from.ts';

const everyone = ['all'];

/** Without counts: those of a whole community would be too much for everyone. `post:<id>` has them. */
export const publicTopic = liveTopic('public', {
  about: 'Public posts of everyone: new ones, edits, ends.',
  access: 'anyone',
  patches: [postPublishedPatch, postEditedPatch, postDeletedPatch, personGonePatch],
  reads: [PostPublished, PostEdited, PostDeleted, ...hearingEvents, ...goneEvents],
  rechecks: hearingEvents,
  hearing: async ({ once }) => ({
    channels: [...everyone, everybody],
    deafTo: await once(hiddenFrom),
  }),
  tell: {
    PostPublished({ data: { post, author, replyTo, visibility } }) {
      if (replyTo || visibility) return [];
      return [{ to: everyone, by: author, patch: postPublishedPatch({ post, author }) }];
    },
    async PostEdited(event, look) {
      const { post, author } = event.data;
      const row = await look.get(card, post);
      if (!row || row.visibility) return [];
      return editedPatch(event, everyone).map((told) => ({ ...told, by: author }));
    },
    PostDeleted({ data: { post, author, replyTo, visibility } }) {
      if (replyTo || visibility) return [];
      return [{ to: everyone, by: author, patch: postDeletedPatch({ post }) }];
    },
    ...recheckHearing,
    ...tellGone,
  },
});
