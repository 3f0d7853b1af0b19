import { myOutbox } from '../deeds/my-outbox.ts';
import { follow } from '../deeds/wishes.ts';
import { t } from '../i18n/locale.ts';
import { PersonRow } from '../people/person-row.tsx';
import { WhySuggested } from '../people/why-suggested.tsx';
import { readSuggestions, suggestionsFault, useSuggestions } from '../people/suggestions.ts';
import { go, place } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { relationTo } from '../store/people.ts';
import { Empty } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Loading } from '../ui/loading.tsx';
import { Steps } from './steps.tsx';
import { wantedPlace } from './wanted-place.ts';

/** People to follow, so that the feed has something in it. */
export function WelcomePeople() {
  const people = useSuggestions();
  const fault = suggestionsFault.value;
  const left = people?.filter(({ id }) => !relationTo(id).value?.following) ?? [];
  // The feed is read when the follows have arrived, or when it is clear that they cannot.
  const to = place.value.query.get('to');
  const leave = (): void => void myOutbox.flush().then(() => go(wantedPlace(to, location.origin)));
  return (
    <Screen title={t('welcome.people')}>
      <Steps now={3} />
      <p class="hint">{t('welcome.peopleText')}</p>
      {fault !== undefined && <FaultNote error={fault} retry={() => void readSuggestions()} />}
      {!people && fault === undefined && <Loading cards={1} />}
      {people?.length === 0 && (
        <Empty icon="users">
          <p>{t('welcome.nobody')}</p>
        </Empty>
      )}
      {people && people.length > 0 && (
        <>
          {left.length > 1 && (
            <p class="row end">
              <button type="button" class="btn" onClick={() => left.forEach(({ id }) => follow(id))}>
                {t('welcome.followAll', { n: left.length })}
              </button>
            </p>
          )}
          <ul class="card people">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} note={<WhySuggested person={person} />} />
            ))}
          </ul>
        </>
      )}
      <div class="row end sticky">
        <button type="button" class="btn p" onClick={leave}>
          {t(to === null ? 'welcome.done' : 'welcome.back')}
        </button>
      </div>
    </Screen>
  );
}
