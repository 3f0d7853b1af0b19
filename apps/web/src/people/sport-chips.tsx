import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import type { Sport } from '../api/shapes.ts';
import { sportName } from '../i18n/sport-names.ts';

const sports = signal<readonly Sport[] | undefined>(undefined);
let reading: Promise<void> | undefined;

/** The sports this server knows; read once. */
function readSports(): Promise<void> {
  reading ??= call<{ items: readonly Sport[] }>('GET', paths.sports).then(
    ({ items }) => void (sports.value = items),
    (error: unknown) => {
      reading = undefined;
      throw error;
    },
  );
  return reading;
}

export function useSports(): readonly Sport[] | undefined {
  useEffect(() => {
    readSports().catch(() => {});
  }, []);
  return sports.value;
}

/** What somebody does. */
export function SportChips({ sports: slugs }: { sports: readonly string[] }) {
  const known = useSports();
  if (slugs.length === 0) return null;
  return (
    <ul class="chips">
      {slugs.map((slug) => (
        <li class="chip ok" key={slug}>
          {sportName(slug, known?.find((sport) => sport.slug === slug)?.name ?? slug)}
        </li>
      ))}
    </ul>
  );
}
