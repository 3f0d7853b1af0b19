import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import { member } from '../api/session.ts';
import type { Person } from '../api/shapes.ts';
import { sportName } from '../i18n/sport-names.ts';
import { t } from '../i18n/locale.ts';
import { useSports } from '../people/sport-chips.tsx';
import { go } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Picks } from '../ui/picks.tsx';
import { Loading } from '../ui/loading.tsx';
import { onward } from './onward.ts';
import { Steps } from './steps.tsx';

const sportsMax = 20;

/** A profile is written as a whole: in that of somebody who comes back here there is more. */
async function addSports(chosen: ReadonlySet<string>): Promise<void> {
  const known = await call<Person>('GET', paths.person(member.value?.handle ?? ''));
  const { name, bio, location, links } = known;
  const sports = [...new Set([...known.sports, ...chosen])].slice(0, sportsMax);
  await call('PUT', paths.profile, { body: { name, bio, location, links, sports } });
}

/** The sports one does: what the profile shows, and how people find one another. */
export function WelcomeSports() {
  const sports = useSports();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState<unknown>(undefined);
  const [filter, setFilter] = useState('');
  useEffect(() => setFault(undefined), [chosen]);
  const name = member.value?.name ?? '';
  const toggle = (slug: string): void => {
    const next = new Set(chosen);
    if (!next.delete(slug) && next.size < sportsMax) next.add(slug);
    setChosen(next);
  };
  const save = (): void => {
    const saved = chosen.size === 0 ? Promise.resolve() : addSports(chosen);
    saved.then(() => go(onward('/welcome/people')), setFault);
  };
  const shown = sports
    ?.map(({ slug, name: english }) => ({ value: slug, text: sportName(slug, english) }))
    .filter(({ text }) => text.toLowerCase().includes(filter.trim().toLowerCase()));
  return (
    <Screen title={t('welcome.sports', { name })} heading={t('welcome.sports', { name })}>
      <Steps now={2} />
      <p class="hint">{t('welcome.sportsText')}</p>
      <input
        class="filter"
        type="search"
        aria-label={t('welcome.filter')}
        placeholder={t('welcome.filter')}
        value={filter}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      {!shown && <Loading cards={1} />}
      <Picks label={t('welcome.sportsLabel')} picks={shown ?? []} chosen={chosen} toggle={toggle} />
      {fault !== undefined && <FaultNote error={fault} retry={save} />}
      <div class="row end sticky">
        <button type="button" class={chosen.size === 0 ? 'btn' : 'btn p'} onClick={save}>
          {chosen.size === 0 ? t('welcome.skip') : t('welcome.next', { n: chosen.size })}
        </button>
      </div>
    </Screen>
  );
}
