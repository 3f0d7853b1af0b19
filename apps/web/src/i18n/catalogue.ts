import type { en } from './en.ts';

export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** What there is to say; English is the list of it. */
export type Key = keyof typeof en;

/** A language: a text for each key, one per plural where there is a number in it. */
export type Catalogue = Readonly<Record<Key, string | Plural>>;
