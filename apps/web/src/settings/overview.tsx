import { member } from '../api/session.ts';
import type { Key } from '../i18n/catalogue.ts';
import { t } from '../i18n/locale.ts';
import { requestCount } from '../people/follow-requests.ts';
import { RequestBadge } from '../people/request-badge.tsx';
import { Screen } from '../shell/screen.tsx';
import { Handle } from '../ui/handle.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { leaveAsking } from './log-out.ts';

interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly text: Key;
}

const mine: readonly Entry[] = [
  { href: '/settings/profile', icon: 'user', text: 'settings.profile' },
  { href: '/settings/privacy', icon: 'lock', text: 'settings.privacy' },
  { href: '/settings/password', icon: 'key', text: 'settings.password' },
  { href: '/settings/sessions', icon: 'device', text: 'settings.sessions' },
];
const everybodys: readonly Entry[] = [
  { href: '/settings/appearance', icon: 'palette', text: 'settings.appearance' },
  { href: '/settings/language', icon: 'globe', text: 'settings.language' },
];

function Entries({ of }: { of: readonly Entry[] }) {
  return (
    <ul class="card rows">
      {of.map(({ href, icon, text }) => (
        <li key={href}>
          <a href={href}>
            <Icon name={icon} /> {t(text)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Stands where it is seen first, while somebody waits. */
function WhoAsks() {
  if (requestCount.value === 0) return null;
  return (
    <ul class="card rows">
      <li>
        <a href="/requests">
          <Icon name="users" /> {t('requests.title')} <RequestBadge />
        </a>
      </li>
    </ul>
  );
}

export function Overview() {
  const me = member.value;
  return (
    <Screen title={t('settings.title')}>
      {me && <WhoAsks />}
      {me && <Entries of={mine} />}
      <Entries of={everybodys} />
      <ul class="card rows">
        <li>
          <a href="/about">
            <Icon name="whistle" /> {t('nav.about')}
          </a>
        </li>
        {me?.roles !== undefined && me.roles.length > 0 && (
          <li>
            <a href="/console">
              <Icon name="gear" /> {t('settings.console')}
            </a>
          </li>
        )}
        {me && (
          <li>
            <button type="button" class="bad" onClick={() => void leaveAsking()}>
              <Icon name="out" /> {t('logout')}{' '}
              <span class="muted">
                <Handle handle={me.handle} />
              </span>
            </button>
          </li>
        )}
      </ul>
    </Screen>
  );
}
