import { t } from '../i18n/locale.ts';
import { choose, settings } from '../shell/settings.ts';
import { Screen } from '../shell/screen.tsx';
import { Switch } from '../ui/switch.tsx';

const themes = ['system', 'light', 'dark'] as const;

export function Appearance() {
  const { theme, quiet = false, noKeys = false } = settings.value;
  return (
    <Screen title={t('settings.appearance')} back>
      <form class="card form">
        <fieldset>
          <legend>{t('appearance.theme')}</legend>
          {themes.map((one) => (
            <label class="check" key={one}>
              <input
                type="radio"
                name="theme"
                checked={(theme ?? 'system') === one}
                onChange={() => choose({ theme: one === 'system' ? undefined : one })}
              />
              {t(`appearance.${one}`)}
            </label>
          ))}
        </fieldset>
        <Switch
          label={t('appearance.quiet')}
          hint={t('appearance.quietHint')}
          on={quiet}
          set={(on) => choose({ quiet: on })}
        />
        <Switch
          label={t('appearance.keys')}
          hint={t('appearance.keysHint')}
          on={!noKeys}
          set={(on) => choose({ noKeys: !on })}
        />
      </form>
    </Screen>
  );
}
