import { t } from '../i18n/locale.ts';
import { sportName } from '../i18n/sport-names.ts';
import { useSports } from './sport-chips.tsx';
import type { Suggested } from './suggestions.ts';

/** Why somebody is suggested, in few words. */
export function WhySuggested({ person: { followedBy, sharedSports } }: { person: Suggested }) {
  const known = useSports();
  if (followedBy > 0) return <>{t('suggestions.followedBy', { n: followedBy })}</>;
  const names = sharedSports
    .slice(0, 2)
    .map((slug) => sportName(slug, known?.find((sport) => sport.slug === slug)?.name ?? slug));
  return names.length > 0 ? <>{names.join(', ')}</> : <>{t('suggestions.active')}</>;
}
