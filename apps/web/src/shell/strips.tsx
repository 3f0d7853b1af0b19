import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import { liveStands } from '../live/live.ts';
import { readListsAgain } from '../store/post-lists.ts';
import { newVersion, takeNewVersion } from './updates.ts';

const offline = signal(false);

function watchConnection(): void {
  const look = (): void => void (offline.value = !navigator.onLine);
  addEventListener('online', look);
  addEventListener('online', readListsAgain);
  addEventListener('offline', look);
  look();
}

/** What the reader should know about the connection, what waits for it, and a newer version. */
export function Strips() {
  useEffect(watchConnection, []);
  const waiting = myOutbox.stuck.value ? myOutbox.wishes.value.length : 0;
  return (
    <div class="strips" role="status">
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
