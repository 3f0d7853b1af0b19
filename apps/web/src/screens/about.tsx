import type { Key } from '../i18n/catalogue.ts';
import { t } from '../i18n/locale.ts';
import { Screen } from '../shell/screen.tsx';

/** What this place is and who runs it. */
export function About() {
  return (
    <Screen title={t('about.title')}>
      <div class="card prose">
        <p>{t('about.what')}</p>
        <p>{t('about.data')}</p>
        <p>{t('about.facts')}</p>
        <p>{t('about.source')}</p>
        <p>
          <a href="/rules">{t('rules.title')}</a> · <a href="/docs">{t('foot.api')}</a>
        </p>
      </div>
    </Screen>
  );
}

const rules: readonly Key[] = ['rules.1', 'rules.2', 'rules.3', 'rules.4', 'rules.5'];

/** How people treat one another here. */
export function Rules() {
  return (
    <Screen title={t('rules.title')}>
      <ol class="card prose rules">
        {rules.map((rule) => (
          <li key={rule}>{t(rule)}</li>
        ))}
      </ol>
    </Screen>
  );
}
