import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { pages, paths } from '../api/paths.ts';
import type { Session } from '../api/shapes.ts';
import { t } from '../i18n/locale.ts';
import { Screen } from '../shell/screen.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Icon } from '../ui/icon.tsx';
import { Loading } from '../ui/loading.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { say } from '../ui/toast.ts';
import { leaveAsking } from './log-out.ts';

/** The browser by its name where the server knows it; and which of them one is looking through. */
function Device({ session: { browser, current } }: { session: Session }) {
  if (!browser) return <p>{current ? <strong>{t('sessions.this')}</strong> : t('sessions.other')}</p>;
  const { name, system } = browser;
  return (
    <p>
      <strong>{system === undefined ? name : t('sessions.browserOn', { browser: name, system })}</strong>{' '}
      {current && <span class="chip ok">{t('sessions.this')}</span>}
    </p>
  );
}

/** Where one is logged in, and how to end it. */
export function Sessions() {
  const [sessions, setSessions] = useState<readonly Session[] | undefined>(undefined);
  const [fault, setFault] = useState<unknown>(undefined);
  const read = (): void => {
    setFault(undefined);
    call<{ items: readonly Session[] }>('GET', pages.sessions(100)).then(
      ({ items }) => setSessions(items),
      setFault,
    );
  };
  useEffect(read, []);
  const end = (session: Session): void => {
    if (session.current) return void leaveAsking();
    call('DELETE', paths.session(session.id)).then(
      () => setSessions((all) => all?.filter(({ id }) => id !== session.id)),
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  };
  return (
    <Screen title={t('settings.sessions')} back>
      {fault !== undefined && <FaultNote error={fault} retry={read} />}
      {!sessions && fault === undefined && <Loading cards={1} />}
      {sessions && (
        <ul class="card people">
          {sessions.map((session) => (
            <li class="row person" key={session.id}>
              <Icon name="device" />
              <div class="who">
                <Device session={session} />
                <p class="s muted">
                  {t('sessions.since')} <TimeAgo at={session.createdAt} /> · {t('sessions.used')}{' '}
                  <TimeAgo at={session.lastUsedAt} />
                </p>
              </div>
              <button type="button" class="btn sm" onClick={() => end(session)}>
                {session.current ? t('logout') : t('sessions.end')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}
