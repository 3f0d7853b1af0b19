import { t } from '../i18n/locale.ts';

const all = 3;

/** How far the newcomer is. */
export function Steps({ now }: { now: number }) {
  return (
    <p class="steps s muted">
      <progress max={all} value={now} aria-label={t('welcome.step', { n: now, all })} />{' '}
      {t('welcome.step', { n: now, all })}
    </p>
  );
}
