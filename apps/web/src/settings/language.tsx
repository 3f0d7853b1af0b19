import { languages, locale, type Locale, speak, t } from '../i18n/locale.ts';
import { choose } from '../shell/settings.ts';
import { Screen } from '../shell/screen.tsx';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

export function Language() {
  const change = (to: Locale): void => {
    speak(to).then(
      () => choose({ locale: to }),
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  };
  return (
    <Screen title={t('settings.language')} back>
      <form class="card form">
        <fieldset>
          <legend class="vh">{t('settings.language')}</legend>
          {(Object.keys(languages) as Locale[]).map((one) => (
            <label class="check" key={one} lang={one}>
              <input type="radio" name="locale" checked={locale.value === one} onChange={() => change(one)} />
              {languages[one]}
            </label>
          ))}
        </fieldset>
      </form>
    </Screen>
  );
}
