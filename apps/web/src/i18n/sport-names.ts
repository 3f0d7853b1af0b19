import { signal } from '@preact/signals';
import { locale } from './locale.ts';

const translated = signal<Readonly<Record<string, string>>>({});
let loaded: 'de' | undefined;

/** The server names sports in English; other languages bring their own names, where they have one. */
export function sportName(slug: string, name: string): string {
  if (locale.value === 'de' && loaded !== 'de') {
    loaded = 'de';
    import('./sports-de.ts').then(
      ({ sportsDe }) => void (translated.value = sportsDe),
      () => void (loaded = undefined),
    );
  }
  return locale.value === 'de' ? (translated.value[slug] ?? name) : name;
}
