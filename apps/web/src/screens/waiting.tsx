import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import type { Wish } from '../outbox/wish.ts';
import { Screen } from '../shell/screen.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/toast.ts';
import { TimeAgo } from '../ui/time-ago.tsx';

/** What has not reached the server yet. */
export function Waiting() {
  const wishes = myOutbox.wishes.value;
  return (
    <Screen title={t('outbox.title')} back>
      {wishes.length === 0 && (
        <Empty icon="check">
          <p>{t('outbox.empty')}</p>
        </Empty>
      )}
      {wishes.length > 0 && (
        <>
          <p class="hint s muted">{t('outbox.text')}</p>
          <ul class="card people">
            {wishes.map((wish) => (
              <Row key={wish.key} wish={wish} />
            ))}
          </ul>
          <p class="end">
            <button type="button" class="btn p" onClick={() => void myOutbox.flush()}>
              {t('outbox.sendNow')}
            </button>
          </p>
        </>
      )}
    </Screen>
  );
}

function Row({ wish }: { wish: Wish }) {
  const text = wish.body && 'text' in wish.body ? String(wish.body.text) : undefined;
  const discard = async (): Promise<void> => {
    if (!(await myOutbox.takeBack(wish.key))) say(t('outbox.tooLate'), { bad: true });
  };
  return (
    <li class="row person">
      <Icon name={wish.kind === 'publish' ? 'pen' : wish.kind === 'kudos' ? 'heart' : 'users'} />
      <div class="who">
        <p dir="auto">{text ?? t(`outbox.${wish.kind}`)}</p>
        <p class="xs muted">
          <TimeAgo at={wish.at} />
        </p>
      </div>
      <button type="button" class="btn sm" onClick={() => void discard()}>
        {t('outbox.discard')}
      </button>
    </li>
  );
}
