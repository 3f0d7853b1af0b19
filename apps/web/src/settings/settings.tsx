import { member } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { Screen } from '../shell/screen.tsx';
import { Empty } from '../ui/empty.tsx';
import { Appearance } from './appearance.tsx';
import { Language } from './language.tsx';
import { Overview } from './overview.tsx';
import { Password } from './password.tsx';
import { Privacy } from './privacy.tsx';
import { EditProfile } from './edit-profile.tsx';
import { Requests } from './requests.tsx';
import { Sessions } from './sessions.tsx';

const screens = {
  settings: Overview,
  editProfile: EditProfile,
  appearance: Appearance,
  language: Language,
  privacy: Privacy,
  password: Password,
  sessions: Sessions,
  requests: Requests,
} as const;

/** These need nobody to be logged in. */
const open: ReadonlySet<string> = new Set(['settings', 'appearance', 'language']);

export function SettingsScreens({ which }: { which: keyof typeof screens }) {
  const Shown = screens[which];
  if (member.value || open.has(which)) return <Shown />;
  return (
    <Screen title={t('settings.title')}>
      <Empty icon="user">
        <p>{t('settings.logIn')}</p>
        <a class="btn p" href={`/login?to=${location.pathname}`}>
          {t('login')}
        </a>
      </Empty>
    </Screen>
  );
}
