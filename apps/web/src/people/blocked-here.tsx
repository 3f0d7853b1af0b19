import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { pages, paths } from '../api/paths.ts';
import { t } from '../i18n/locale.ts';
import { changeRelation } from '../store/people.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

interface Blocked {
  readonly id: string;
  readonly handle: string;
}

const pageSize = 100;

/** Whom one has blocked is not shown any more; the way back is, where one would look for them. */
export function useBlocked(handle: string, isGone: boolean): Blocked | undefined {
  const [blocked, setBlocked] = useState<Blocked | undefined>(undefined);
  useEffect(() => {
    setBlocked(undefined);
    if (!isGone) return;
    call<{ items: readonly Blocked[] }>('GET', pages.blocks(pageSize))
      .then(({ items }) => setBlocked(items.find((one) => one.handle === handle.toLowerCase())))
      .catch(() => {});
  }, [handle, isGone]);
  return blocked;
}

export function BlockedHere({ id, read }: { id: string; read: () => void }) {
  const unblock = async (): Promise<void> => {
    try {
      await call('DELETE', paths.block(id));
      changeRelation(id, { blocking: false });
      read();
    } catch (error) {
      say(faultText(error), { bad: true });
    }
  };
  return (
    <>
      <p>{t('profile.blocked')}</p>
      <button type="button" class="btn p" onClick={() => void unblock()}>
        {t('unblock')}
      </button>
    </>
  );
}
