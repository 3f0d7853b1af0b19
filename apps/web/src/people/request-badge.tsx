import { whole, t } from '../i18n/locale.ts';
import { countedMax, requestCount } from './follow-requests.ts';

/** How many people wait to be let in. */
export function RequestBadge() {
  const n = requestCount.value;
  if (n === 0) return null;
  return (
    <span class="badge">
      <span aria-hidden="true">{n > countedMax ? `${whole(countedMax)}+` : whole(n)}</span>
      <span class="vh">{t('requests.waiting', { n })}</span>
    </span>
  );
}
