import { routeAmong } from '../router/router.ts';

/** Every address of the app. The first that fits is taken. */
const patterns = {
  home: '/',
  everyone: '/public',
  post: '/p/:id',
  history: '/p/:id/history',
  profile: '/u/:handle',
  followers: '/u/:handle/followers',
  following: '/u/:handle/following',
  hashtag: '/t/:tag',
  compose: '/compose',
  join: '/join',
  login: '/login',
  welcomeSports: '/welcome/sports',
  welcomePeople: '/welcome/people',
  outbox: '/outbox',
  settings: '/settings',
  editProfile: '/settings/profile',
  appearance: '/settings/appearance',
  language: '/settings/language',
  privacy: '/settings/privacy',
  password: '/settings/password',
  sessions: '/settings/sessions',
  requests: '/requests',
  about: '/about',
  rules: '/rules',
} as const;

export const route = routeAmong(patterns);
