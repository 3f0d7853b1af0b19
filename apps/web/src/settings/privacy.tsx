import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { pages, paths } from '../api/paths.ts';
import { t } from '../i18n/locale.ts';
import { type Listed, PeopleList } from '../people/people-list.tsx';
import { Screen } from '../shell/screen.tsx';
import { RequestBadge } from '../people/request-badge.tsx';
import type { PagedList } from '../store/paged-list.ts';
import { changeRelation } from '../store/people.ts';
import { faultText } from '../ui/fault-text.ts';
import { Switch } from '../ui/switch.tsx';
import { say } from '../ui/toast.ts';

/** Who may follow, who is kept out, who is not heard. */
export function Privacy() {
  return (
    <Screen title={t('settings.privacy')} back>
      <Lock />
      <h2 class="between">{t('privacy.blocked')}</h2>
      <PeopleList
        name="blocks"
        path={pages.blocks}
        empty={<p class="card muted s">{t('privacy.noBlocks')}</p>}
        action={(person, list) => <TakeOff person={person} list={list} what="block" />}
      />
      <h2 class="between">{t('privacy.muted')}</h2>
      <PeopleList
        name="mutes"
        path={pages.mutes}
        empty={<p class="card muted s">{t('privacy.noMutes')}</p>}
        action={(person, list) => <TakeOff person={person} list={list} what="mute" />}
      />
    </Screen>
  );
}

function Lock() {
  const [locked, setLocked] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    call<{ locked: boolean }>('GET', paths.lock).then(
      (answer) => setLocked(answer.locked),
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  }, []);
  const sent = useRef(Promise.resolve());
  const set = (to: boolean): void => {
    setLocked(to);
    // One after the other: two on their way at once may arrive the other way round.
    sent.current = sent.current
      .then(() => call<void>(to ? 'PUT' : 'DELETE', paths.lock))
      .catch((error: unknown) => {
        setLocked(!to);
        say(faultText(error), { bad: true });
      });
  };
  return (
    <form class="card form">
      <Switch
        label={t('privacy.lock')}
        hint={t('privacy.lockHint')}
        on={locked ?? false}
        disabled={locked === undefined}
        set={set}
      />
      <p class="s">
        <a href="/requests">{t('requests.title')}</a> <RequestBadge />
      </p>
    </form>
  );
}

function TakeOff({
  person,
  list,
  what,
}: {
  person: Listed;
  list: PagedList<Listed>;
  what: 'block' | 'mute';
}) {
  const takeOff = (): void => {
    call('DELETE', paths[what](person.id)).then(
      () => {
        list.rows.value = list.rows.value.filter(({ id }) => id !== person.id);
        changeRelation(person.id, what === 'block' ? { blocking: false } : { muting: false });
      },
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  };
  return (
    <button type="button" class="btn sm" onClick={takeOff}>
      {t(what === 'block' ? 'unblock' : 'unmute')}
    </button>
  );
}
