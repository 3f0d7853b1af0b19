import { useId } from 'preact/hooks';
import { member } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { PersonRow } from '../people/person-row.tsx';
import { TalkedAbout } from './talked-about.tsx';
import { ThisPlace } from './this-place.tsx';
import { WhySuggested } from '../people/why-suggested.tsx';
import { useSuggestions } from '../people/suggestions.ts';

/** Right on wide windows: people to follow, and the small print. */
export function Context() {
  return (
    <div class="context">
      {member.value ? <WhoToFollow /> : <ThisPlace />}
      <TalkedAbout />
      <Footer />
    </div>
  );
}

export function WhoToFollow() {
  const title = useId();
  const people = useSuggestions();
  if (!people || people.length === 0) return null;
  return (
    <section class="card" aria-labelledby={title}>
      <h2 id={title}>{t('suggestions.title')}</h2>
      <ul class="people">
        {people.slice(0, 5).map((person) => (
          <PersonRow key={person.id} person={person} note={<WhySuggested person={person} />} />
        ))}
      </ul>
    </section>
  );
}

function Footer() {
  return (
    <footer class="xs muted foot">
      <a href="/about">{t('nav.about')}</a> · <a href="/rules">{t('rules.title')}</a> ·{' '}
      <a href="/docs">{t('foot.api')}</a>
    </footer>
  );
}
