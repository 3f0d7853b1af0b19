import { computed, effect, signal } from '@preact/signals';
import { settings } from '../shell/settings.ts';
import type { Catalogue, Key } from './catalogue.ts';
import { en } from './en.ts';
import { kept } from './kept.ts';
import { regionalTag } from './regional-tag.ts';

type Values = Readonly<Record<string, string | number>>;

/** The languages there are, each in its own words. */
export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Locale = keyof typeof languages;

const load: Readonly<Record<Locale, () => Promise<Catalogue>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de.ts')).de,
};

const rightToLeft = /^(ar|fa|he|ur)/;

export const locale = signal<Locale>('en');
/** The language with the reader's region, for `Intl`: dates in en-GB are not those of en-US. */
export const region = computed(() => regionalTag(locale.value, navigator.languages));
const catalogue = signal<Catalogue>(en);

/** The language chosen, else the first of the browser's that we have. */
export function preferredLocale(): Locale {
  const wanted = [settings.value.locale, ...navigator.languages];
  for (const tag of wanted) {
    const language = tag?.slice(0, 2);
    if (language !== undefined && language in languages) return language as Locale;
  }
  return 'en';
}

export async function speak(to: Locale): Promise<void> {
  catalogue.value = await load[to]();
  locale.value = to;
  document.documentElement.lang = to;
  document.documentElement.dir = rightToLeft.test(to) ? 'rtl' : 'ltr';
}

/** Goes over to the language that another tab chose. */
export function followChoice(): void {
  effect(() => {
    const wanted = preferredLocale();
    if (wanted !== locale.peek()) speak(wanted).catch(() => {});
  });
}

const form = (n: number): Intl.LDMLPluralRule =>
  kept(locale.value, 'plural', (tag) => new Intl.PluralRules(tag)).select(n);

/** 1,204 in the reader's language. */
export const whole = (n: number): string =>
  kept(region.value, 'whole', (tag) => new Intl.NumberFormat(tag)).format(n);

/** The text for a key; `{name}` stands for a value, and `n` chooses the plural. */
export function t(key: Key, values: Values = {}): string {
  const found = catalogue.value[key];
  const text = typeof found === 'string' ? found : (found[form(Number(values['n'] ?? 0))] ?? found.other);
  if (!text.includes('{')) return text;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? whole(value) : (value ?? '');
  });
}
