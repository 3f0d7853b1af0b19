import { t } from '../i18n/locale.ts';
import { Screen } from '../shell/screen.tsx';
import { Empty } from '../ui/empty.tsx';

/** Off the pitch. */
export function NotFound() {
  return (
    <Screen title={t('notFound.title')}>
      <Empty icon="whistle">
        <p>{t('notFound.text')}</p>
        <a class="btn p" href="/">
          {t('goHome')}
        </a>
      </Empty>
    </Screen>
  );
}
