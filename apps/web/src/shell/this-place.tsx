import { useId } from 'preact/hooks';
import { t } from '../i18n/locale.ts';

/** In two sentences what a visitor is looking at. */
export function ThisPlace() {
  const title = useId();
  return (
    <section class="card line" aria-labelledby={title}>
      <h2 id={title}>{t('place.title')}</h2>
      <p class="s muted">{t('about.what')}</p>
      <p class="s">
        <a href="/about">{t('place.more')}</a>
      </p>
    </section>
  );
}
