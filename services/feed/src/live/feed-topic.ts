import { liveTopic, type Look, type Told } from '@touchline/kernel';
import {
  countsOf,
  editedPatch,
  isCounted,
  KudosGiven,
  KudosWithdrawn,
  postCountsPatch,
  PostDeleted,
  postDeletedPatch,
  PostEdited,
  postEditedPatch,
  PostPublished,
  postPublishedPatch,
  type PostRow,
  PostReposted,
  RepostWithdrawn,
  type Visibility,
} from '@touchline/posts/published';
import { heardAuthors } from '../home-feed/heard-authors.ts';
import { homeFeedLimits } from '../home-feed/limits.ts';
import { card, privateGroup } from '../views/card.ts';
import { replyCount } from '../views/reply-count.ts';
import { everybody, goneEvents, personGonePatch, tellGone } from './person-gone.ts';
import { hearingEvents, recheckHearing } from './rechecks.ts';

interface Post {
  readonly author: string;
  readonly visibility?: Visibility | undefined;
}

/** Who hears an author is who may see what they show to followers; what is for themselves has a channel of its own. */
const channelOf = ({ author, visibility }: Post): string =>
  visibility === 'only-me' ? privateGroup(author) : author;

const heardBy = (look: Look, viewer: string | null) =>
  heardAuthors(look, viewer ?? '', homeFeedLimits.heardMax);

const counted = ({ data }: { readonly data: { readonly post: string } }, look: Look) =>
  countsTold(data.post, look);

async function countsTold(post: string, look: Look, isOf = (_row: PostRow) => true): Promise<Told[]> {
  const row = await look.get(card, post);
  if (!row || !isOf(row)) return [];
  const tally = await look.get(replyCount, post);
  return [{ to: [channelOf(row)], patch: countsOf(post, { ...row, ...tally }) }];
}

/** Nothing of a reply that is not counted: that something changed would tell of it. */
const repliesTold = (replyTo: string, visibility: Visibility | undefined, look: Look) =>
  countsTold(replyTo, look, (row) => isCounted(visibility, row.visibility));

export const feedTopic = liveTopic('feed', {
  about: 'What happens to the posts of one’s home feed: new ones, edits, counts, ends.',
  access: 'member',
  patches: [postPublishedPatch, postEditedPatch, postDeletedPatch, postCountsPatch, personGonePatch],
  reads: [
    PostPublished,
    PostEdited,
    PostDeleted,
    KudosGiven,
    KudosWithdrawn,
    PostReposted,
    RepostWithdrawn,
    ...hearingEvents,
    ...goneEvents,
  ],
  rechecks: hearingEvents,
  hearing: async ({ actor, once }) => ({
    channels: [everybody, privateGroup(actor ?? ''), ...(await once(heardBy))],
  }),
  tell: {
    PostPublished({ data }, look) {
      const { post, author } = data;
      if (data.replyTo) return repliesTold(data.replyTo, data.visibility, look);
      return [{ to: [channelOf(data)], patch: postPublishedPatch({ post, author }) }];
    },
    async PostEdited(event, look) {
      const row = await look.get(card, event.data.post);
      return row ? editedPatch(event, [channelOf(row)]) : [];
    },
    PostDeleted({ data }, look) {
      if (data.replyTo) return repliesTold(data.replyTo, data.visibility, look);
      return [{ to: [channelOf(data)], patch: postDeletedPatch({ post: data.post }) }];
    },
    KudosGiven: counted,
    KudosWithdrawn: counted,
    PostReposted: counted,
    RepostWithdrawn: counted,
    ...recheckHearing,
    ...tellGone,
  },
});
