import { member } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { choose, settings } from '../shell/settings.ts';
import type { IconName } from '../ui/icon.tsx';
import { opened } from './opened.ts';

export interface Command {
  readonly text: string;
  readonly icon: IconName;
  readonly act: () => void;
}

const to = (text: string, icon: IconName, path: string): Command => ({ text, icon, act: () => go(path) });

function all(): Command[] {
  const me = member.value;
  const { theme } = settings.value;
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  return [
    to(t('nav.home'), 'home', '/'),
    to(t('nav.everyone'), 'globe', '/public'),
    ...(me
      ? [
          to(t('nav.newPost'), 'pen', '/compose'),
          to(t('nav.you'), 'user', `/u/${me.handle}`),
          to(t('home.findPeople'), 'users', '/welcome/people'),
          to(t('settings.profile'), 'user', '/settings/profile'),
          to(t('requests.title'), 'users', '/requests'),
          to(t('settings.privacy'), 'lock', '/settings/privacy'),
          to(t('settings.password'), 'key', '/settings/password'),
          to(t('settings.sessions'), 'device', '/settings/sessions'),
          to(t('outbox.title'), 'signal', '/outbox'),
        ]
      : [to(t('join'), 'user', '/join'), to(t('login'), 'user', '/login')]),
    to(t('settings.appearance'), 'palette', '/settings/appearance'),
    to(t('settings.language'), 'globe', '/settings/language'),
    {
      text: t(dark ? 'command.light' : 'command.dark'),
      icon: 'palette',
      act: () => choose({ theme: dark ? 'light' : 'dark' }),
    },
    to(t('about.title'), 'whistle', '/about'),
    to(t('rules.title'), 'whistle', '/rules'),
    { text: t('keys.title'), icon: 'search', act: () => void (opened.value = 'help') },
  ];
}

const commandsMax = 9;

/** What fits what was typed; `@ana` and `#running` lead there, whether or not they exist. */
export function commandsFor(typed: string): readonly Command[] {
  const wanted = typed.trim().toLowerCase();
  const handle = /^@([a-z0-9_]{2,30})$/.exec(wanted)?.[1];
  const tag = /^#([\p{L}\p{M}\p{N}_]{1,50})$/u.exec(wanted)?.[1];
  if (handle !== undefined) return [to(t('command.person', { handle }), 'user', `/u/${handle}`)];
  if (tag !== undefined) return [to(t('command.tag', { tag }), 'search', `/t/${encodeURIComponent(tag)}`)];
  return all()
    .filter(({ text }) => text.toLowerCase().includes(wanted))
    .slice(0, commandsMax);
}
