import type { LogEvent } from './read-log.ts';

export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
}

export interface Post {
  readonly id: string;
  readonly author: string;
  readonly createdAt: string;
  readonly visibility: 'public' | 'followers' | 'only-me';
  readonly replyTo: string | null;
  readonly text: string;
  readonly mentions: unknown;
  readonly hashtags: unknown;
  readonly editedAt?: string;
}

/** What is the case now, as the events say it. Keys of what two take part in are `one other`. */
export interface Facts {
  readonly people: Map<string, Person>;
  /** `follower followee` → since when. */
  readonly follows: Map<string, string>;
  /** `blocker blocked` */
  readonly blocks: Set<string>;
  /** `muter muted` */
  readonly mutes: Set<string>;
  readonly posts: Map<string, Post>;
  readonly deleted: Set<string>;
  /** `post person` */
  readonly kudos: Set<string>;
  readonly reposts: Set<string>;
  /** Every `kind one other` that ever was, for what nobody asked for. */
  readonly ever: Set<string>;
  /** Types of events that say nothing about what is checked, and how many there were. */
  readonly passedOver: Map<string, number>;
}

type Fold = (facts: Facts, event: LogEvent) => void;

/** As plain as can be: sets, one event after the other, and none of the code that made what is checked. */
const folds: Readonly<Record<string, Fold>> = {
  AccountRegistered: ({ people }, event) => {
    const id = text(event, 'account');
    people.set(id, { id, handle: text(event, 'handle'), name: text(event, 'name') });
  },
  Followed: (facts, event) => {
    const pair = `${text(event, 'follower')} ${text(event, 'followee')}`;
    facts.follows.set(pair, event.at);
    facts.ever.add(`follow ${pair}`);
  },
  Unfollowed: ({ follows }, event) =>
    void follows.delete(`${text(event, 'follower')} ${text(event, 'followee')}`),
  ...onAndOff('block', 'blocks', ['Blocked', 'Unblocked'], ['blocker', 'blocked']),
  ...onAndOff('mute', 'mutes', ['Muted', 'Unmuted'], ['muter', 'muted']),
  ...onAndOff('kudos', 'kudos', ['KudosGiven', 'KudosWithdrawn'], ['post', 'person']),
  ...onAndOff('repost', 'reposts', ['PostReposted', 'RepostWithdrawn'], ['post', 'person']),
  PostPublished: ({ posts }, event) => {
    const id = text(event, 'post');
    // What an event leaves out: public, no reply, nobody named, no hashtag.
    const { mentions = [], hashtags = [], replyTo = null, visibility = 'public' } = event.data;
    posts.set(id, {
      id,
      author: text(event, 'author'),
      createdAt: event.at,
      visibility: visibility as Post['visibility'],
      replyTo: replyTo as string | null,
      text: text(event, 'text'),
      mentions,
      hashtags,
    });
  },
  PostEdited: ({ posts }, event) => {
    const id = text(event, 'post');
    const post = posts.get(id);
    if (!post) throw new Error(`${id} was edited and is not there.`);
    const { mentions = [], hashtags = [] } = event.data;
    posts.set(id, { ...post, text: text(event, 'text'), mentions, hashtags, editedAt: event.at });
  },
  PostDeleted: ({ posts, deleted }, event) => {
    posts.delete(text(event, 'post'));
    deleted.add(text(event, 'post'));
  },
};

export function factsOf(events: readonly LogEvent[]): Facts {
  const facts: Facts = {
    people: new Map(),
    follows: new Map(),
    blocks: new Set(),
    mutes: new Set(),
    posts: new Map(),
    deleted: new Set(),
    kudos: new Set(),
    reposts: new Set(),
    ever: new Set(),
    passedOver: new Map(),
  };
  for (const event of events) {
    const fold = folds[event.type];
    if (fold) fold(facts, event);
    else facts.passedOver.set(event.type, (facts.passedOver.get(event.type) ?? 0) + 1);
  }
  return facts;
}

function onAndOff(
  kind: string,
  set: 'blocks' | 'mutes' | 'kudos' | 'reposts',
  [on, off]: readonly [string, string],
  [one, other]: readonly [string, string],
): Record<string, Fold> {
  const pairOf = (event: LogEvent): string => `${text(event, one)} ${text(event, other)}`;
  return {
    [on]: (facts, event) => {
      facts[set].add(pairOf(event));
      facts.ever.add(`${kind} ${pairOf(event)}`);
    },
    [off]: (facts, event) => void facts[set].delete(pairOf(event)),
  };
}

function text({ type, partition, position, data }: LogEvent, field: string): string {
  const value = data[field];
  if (typeof value === 'string') return value;
  throw new Error(`${type} at ${partition}.${position}: expected text in “${field}”, found ${typeof value}.`);
}
