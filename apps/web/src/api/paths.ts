const page = (path: string) => (limit: number, before?: string) =>
  `${path}?limit=${limit}${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`;

const part = encodeURIComponent;

/** Where things are on the server; every address the app uses stands here. */
export const paths = {
  me: '/v1/me',
  accounts: '/v1/accounts',
  sessions: '/v1/sessions',
  currentSession: '/v1/sessions/current',
  session: (id: string) => `/v1/sessions/${part(id)}`,
  refresh: '/v1/sessions/refresh',
  password: '/v1/me/password',
  handle: '/v1/me/handle',
  profile: '/v1/me/profile',
  lock: '/v1/me/lock',
  followRequest: (person: string) => `/v1/me/follow-requests/${part(person)}`,
  sports: '/v1/sports',
  suggestions: '/v1/people/suggestions',
  person: (handle: string) => `/v1/people/${part(handle)}`,
  relation: (person: string) => `/v1/people/${part(person)}/relation`,
  follow: (person: string) => `/v1/people/${part(person)}/follow`,
  block: (person: string) => `/v1/people/${part(person)}/block`,
  mute: (person: string) => `/v1/people/${part(person)}/mute`,
  posts: '/v1/posts',
  post: (post: string) => `/v1/posts/${part(post)}`,
  history: (post: string) => `/v1/posts/${part(post)}/history`,
  kudos: (post: string) => `/v1/posts/${part(post)}/kudos`,
  repost: (post: string) => `/v1/posts/${part(post)}/repost`,
} as const;

/** Those that answer a page at a time. */
export const pages = {
  feed: page('/v1/feed'),
  publicFeed: page('/v1/feed/public'),
  sessions: page('/v1/sessions'),
  blocks: page('/v1/me/blocks'),
  mutes: page('/v1/me/mutes'),
  followRequests: page('/v1/me/follow-requests'),
  replies: (post: string) => page(`/v1/posts/${part(post)}/replies`),
  postsBy: (person: string) => page(`/v1/people/${part(person)}/posts`),
  hashtag: (tag: string) => page(`/v1/hashtags/${part(tag)}/posts`),
  followers: (person: string) => page(`/v1/people/${part(person)}/followers`),
  following: (person: string) => page(`/v1/people/${part(person)}/following`),
} as const;

export type PagePath = (limit: number, before?: string) => string;
