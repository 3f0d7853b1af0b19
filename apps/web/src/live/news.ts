import { positions } from '../api/call.ts';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { readRequestCount } from '../people/follow-requests.ts';
import { changeRelation, personGone, readPerson } from '../store/people.ts';
import { announcePost, isSending, leaveHome, meetNoMore, unlistPost } from '../store/post-lists.ts';
import { readShownAgain } from '../store/read-shown-again.ts';
import { postsOf, tellPost } from '../store/posts.ts';
import { takeAway } from '../store/take-away.ts';

/** An event of the stream, read. The shapes are those of the contract's channel `live`. */
export interface LiveNews {
  readonly kind: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface RelationNews {
  readonly person: string;
  readonly follow: string | null;
  readonly blocks: boolean;
  readonly mutes: boolean;
}

type Taker = (news: LiveNews, topics: readonly string[]) => void;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What each kind of news changes here. Every one says how something is: hearing it twice does no harm. */
const takers: Readonly<Record<string, Taker>> = {
  'post.published'({ data }, topics) {
    // What was written here stands there already; from another device of ours it is news.
    if (data['author'] === member.value?.id && isSending()) return;
    announcePost(
      text(data['post']),
      data['replyTo'] === undefined ? undefined : text(data['replyTo']),
      topics,
    );
  },
  'post.edited'({ id, data }) {
    const { post, text: words, editedAt, mentions, hashtags } = data as unknown as Post & { post: string };
    tellPost(post, id, (known) => ({ ...known, text: words, editedAt, mentions, hashtags }));
  },
  'post.deleted'({ id, data }) {
    const post = text(data['post']);
    tellPost(post, id, () => null);
    unlistPost(post);
  },
  'post.counts'({ id, data }) {
    const { post, kudos, replies, reposts } = data as unknown as Post['counts'] & { post: string };
    tellPost(post, id, (known) => ({ ...known, counts: { kudos, replies, reposts } }));
  },
  'post.viewer'({ id, data }) {
    const { post, kudos, reposted } = data as unknown as Post['viewer'] & { post: string };
    tellPost(post, id, (known) => ({ ...known, viewer: { kudos, reposted } }));
  },
  'topic.lost'({ data }) {
    const topic = text(data['topic']);
    if (topic.startsWith('post:')) takeAway([topic.slice('post:'.length)]);
  },
  'person.gone'({ data }) {
    takeAway(postsOf(text(data['person'])));
    personGone(text(data['person']));
  },
  'relation.changed'({ data }) {
    const { person, follow, blocks, mutes } = data as unknown as RelationNews;
    if (blocks) takeAway(postsOf(person));
    else if (mutes) meetNoMore(postsOf(person));
    else if (follow === null) leaveHome(postsOf(person));
    changeRelation(person, {
      following: follow === 'following',
      requested: follow === 'requested',
      blocking: blocks,
      muting: mutes,
    });
  },
  'follower.added'() {
    const handle = member.value?.handle;
    if (handle !== undefined) readPerson(handle).catch(() => {});
  },
  'follow-request.added': readRequestCount,
  'follow-request.removed': readRequestCount,
  reset: () => readShownAgain(),
};

/** Takes in what the stream told. Reads from now on ask for at least that much. */
export function takeNews(news: LiveNews, topics: readonly string[]): void {
  positions.note(news.id);
  takers[news.kind]?.(news, topics);
}
