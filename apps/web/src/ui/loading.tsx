import { t } from '../i18n/locale.ts';

/** Nothing for a moment (by its style), then the shape of what will come. */
export function Loading({ cards = 3 }: { cards?: number }) {
  return (
    <div class="loading" role="status">
      <span class="vh">{t('loading')}</span>
      {Array.from({ length: cards }, (_, i) => (
        <div class="card ghost" key={i} aria-hidden="true">
          <div class="row">
            <span class="av av-m" />
            <span class="bar short" />
          </div>
          <span class="bar" />
          <span class="bar half" />
        </div>
      ))}
    </div>
  );
}
