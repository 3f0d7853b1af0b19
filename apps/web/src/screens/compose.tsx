import { member } from '../api/session.ts';
import { Composer } from '../compose/composer.tsx';
import { t } from '../i18n/locale.ts';
import { go, place } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { Empty } from '../ui/empty.tsx';

/** A screen for one post, for phones and for `n`. */
export function Compose() {
  if (!member.value)
    return (
      <Screen title={t('compose.title')} back>
        <Empty icon="pen">
          <p>{t('compose.logIn')}</p>
          <a class="btn p" href="/login?to=/compose">
            {t('login')}
          </a>
        </Empty>
      </Screen>
    );
  const leave = (): void => go(place.value.query.get('to') === 'public' ? '/public' : '/', { replace: true });
  return (
    <Screen title={t('compose.title')} back>
      <Composer autofocus onSent={leave} />
      <p class="s muted hint">{t('compose.hint')}</p>
    </Screen>
  );
}
