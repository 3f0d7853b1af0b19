import type { Page } from 'playwright-core';

interface Screen {
  readonly name: string;
  readonly path: string;
  /** The link that leads there from the path. */
  readonly through?: string;
  /** What then is added to the address. */
  readonly beyond?: string;
  /** Seen when the screen is whole. */
  readonly until: string;
}

/** What somebody sees who is not logged in. */
export const openScreens: readonly Screen[] = [
  { name: 'visitor', path: '/', until: 'article' },
  { name: 'join', path: '/join', until: 'form' },
  { name: 'login', path: '/login', until: 'form' },
  { name: 'thread', path: '/u/harbour_fc', through: 'article .meta a', until: '.thread' },
  {
    name: 'history',
    path: '/u/harbour_fc',
    through: 'article .meta a',
    beyond: '/history',
    until: 'ol .card',
  },
  { name: 'club', path: '/u/harbour_fc', until: 'article' },
  { name: 'about', path: '/about', until: '.prose' },
  { name: 'rules', path: '/rules', until: '.prose' },
  { name: 'not-found', path: '/nowhere', until: '.empty' },
  { name: 'no-post', path: '/p/nope', until: '.empty' },
  { name: 'nobody', path: '/u/nobody_here', until: '.empty' },
];

/** What a member sees. */
export const memberScreens: readonly Screen[] = [
  { name: 'home', path: '/', until: 'article' },
  { name: 'everyone', path: '/public', until: 'article' },
  { name: 'profile', path: '/u/mara_hill', until: 'article' },
  { name: 'followers', path: '/u/mara_hill/followers', until: '.person' },
  { name: 'following', path: '/u/mara_hill/following', until: '.person' },
  { name: 'hashtag', path: '/t/matchday', until: 'article' },
  { name: 'compose', path: '/compose', until: 'form' },
  { name: 'outbox', path: '/outbox', until: '.empty' },
  { name: 'welcome-sports', path: '/welcome/sports', until: '.pick' },
  { name: 'welcome-people', path: '/welcome/people', until: '.person, .empty' },
  { name: 'settings', path: '/settings', until: '.rows' },
  { name: 'edit-profile', path: '/settings/profile', until: '.pick' },
  { name: 'appearance', path: '/settings/appearance', until: 'form' },
  { name: 'language', path: '/settings/language', until: 'form' },
  { name: 'privacy', path: '/settings/privacy', until: 'form' },
  { name: 'password', path: '/settings/password', until: 'form' },
  { name: 'sessions', path: '/settings/sessions', until: '.person' },
  { name: 'requests', path: '/requests', until: '.empty' },
];

export async function show(page: Page, { path, through, beyond, until }: Screen): Promise<void> {
  await page.goto(path);
  if (through !== undefined) await page.locator(through).first().click();
  if (beyond !== undefined) {
    await page.waitForURL((url) => url.pathname !== path);
    await page.goto(page.url() + beyond);
  }
  await page.locator(until).first().waitFor();
}
