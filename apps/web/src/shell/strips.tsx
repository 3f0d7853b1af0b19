import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { noteLost, sessionLost } from '../api/session.ts';
import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import { liveStands } from '../live/live.ts';
import { place } from '../router/router.ts';
import { readListsAgain } from '../store/post-lists.ts';
import { Icon } from '../ui/icon.tsx';
import { newVersion, takeNewVersion } from './updates.ts';

const offline = signal(false);

function watchConnection(): void {
  const look = (): void => void (offline.value = !navigator.onLine);
  addEventListener('online', look);
  addEventListener('online', readListsAgain);
  addEventListener('offline', look);
  look();
}

/** Says once that one is nobody here any more, with the way back to the same place. The log-in says it itself. */
function SessionLost() {
  const { path } = place.value;
  if (!sessionLost.value || path === '/login') return null;
  const to = encodeURIComponent(path + location.search);
  return (
    <p class="strip row">
      <span class="sp">
        {t('login.lost')} <a href={`/login?to=${to}`}>{t('login')}</a>
      </span>
      <button type="button" class="btn sm g icon" aria-label={t('dismiss')} onClick={() => noteLost(false)}>
        <Icon name="cross" />
      </button>
    </p>
  );
}

/** What the reader should know about the connection, what waits for it, and a newer version. */
export function Strips() {
  useEffect(watchConnection, []);
  const waiting = myOutbox.stuck.value ? myOutbox.wishes.value.length : 0;
  return (
    <div class="strips" role="status">
      <SessionLost />
      {offline.value && waiting === 0 && <p class="strip">{t('offline')}</p>}
      {waiting > 0 && (
        <p class="strip">
          {t('outbox.waiting', { n: waiting })} <a href="/outbox">{t('outbox.view')}</a>
        </p>
      )}
      {!offline.value && liveStands.value === false && <p class="strip info">{t('live.lost')}</p>}
      {newVersion.value && (
        <p class="strip info">
          {t('update.there')}{' '}
          <button type="button" class="btn sm" onClick={takeNewVersion}>
            {t('update.take')}
          </button>
        </p>
      )}
    </div>
  );
}
