import { call } from '../api/call.ts';
import { pages, paths } from '../api/paths.ts';
import { t } from '../i18n/locale.ts';
import { readRequestCount } from '../people/follow-requests.ts';
import { type Listed, PeopleList } from '../people/people-list.tsx';
import { Screen } from '../shell/screen.tsx';
import type { PagedList } from '../store/paged-list.ts';
import { Empty } from '../ui/empty.tsx';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

/** People who ask to follow. */
export function Requests() {
  const answer = (person: Listed, list: PagedList<Listed>, yes: boolean): void => {
    call(yes ? 'PUT' : 'DELETE', paths.followRequest(person.id)).then(
      () => {
        list.rows.value = list.rows.value.filter(({ id }) => id !== person.id);
        readRequestCount();
      },
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  };
  return (
    <Screen title={t('requests.title')} back>
      <PeopleList
        name="requests"
        path={pages.followRequests}
        empty={
          <Empty icon="users">
            <p>{t('requests.none')}</p>
          </Empty>
        }
        action={(person, list) => (
          <>
            <button type="button" class="btn sm p" onClick={() => answer(person, list, true)}>
              {t('requests.accept')}
            </button>
            <button type="button" class="btn sm" onClick={() => answer(person, list, false)}>
              {t('requests.decline')}
            </button>
          </>
        )}
      />
    </Screen>
  );
}
