import { member } from '../api/session.ts';
import type { Key } from '../i18n/catalogue.ts';
import { t } from '../i18n/locale.ts';
import { RequestBadge } from '../people/request-badge.tsx';
import { place } from '../router/router.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly text: Key;
}

const visitors: readonly Entry[] = [
  { href: '/', icon: 'home', text: 'nav.home' },
  { href: '/about', icon: 'whistle', text: 'nav.about' },
  { href: '/login', icon: 'user', text: 'nav.login' },
];

const members = (handle: string): readonly Entry[] => [
  { href: '/', icon: 'home', text: 'nav.home' },
  { href: '/public', icon: 'globe', text: 'nav.everyone' },
  { href: '/compose', icon: 'plus', text: 'nav.post' },
  { href: `/u/${handle}`, icon: 'user', text: 'nav.you' },
  { href: '/settings', icon: 'gear', text: 'nav.settings' },
];

const isHere = (href: string): boolean =>
  href === '/'
    ? place.value.path === '/'
    : place.value.path === href || place.value.path.startsWith(`${href}/`);

function Links({ except }: { except?: Key }) {
  const entries = member.value ? members(member.value.handle) : visitors;
  return (
    <>
      {entries
        .filter(({ text }) => text !== except)
        .map(({ href, icon, text }) => (
          <a key={href} href={href} aria-current={isHere(href) ? 'page' : undefined}>
            <Icon name={icon} />
            <span>{t(text)}</span>
            {href === '/settings' && <RequestBadge />}
          </a>
        ))}
    </>
  );
}

export function Logo() {
  return (
    <a class="logo" href="/">
      Touchline
    </a>
  );
}

/** Left on wide windows. */
export function Rail() {
  return (
    <header class="rail">
      <Logo />
      <nav aria-label={t('nav.label')}>
        <Links except="nav.post" />
      </nav>
      {member.value ? (
        <a class="btn p" href="/compose">
          <Icon name="pen" /> {t('nav.newPost')}
        </a>
      ) : (
        <a class="btn p" href="/join">
          {t('join')}
        </a>
      )}
      <p class="xs muted keys-hint">
        <kbd>?</kbd> {t('nav.keysHint')} <br />
        <kbd>j</kbd> <kbd>k</kbd> {t('nav.jkHint')}
      </p>
    </header>
  );
}

/** Below on phones. */
export function TabBar() {
  return (
    <nav class="tabs" aria-label={t('nav.label')}>
      <Links />
    </nav>
  );
}
