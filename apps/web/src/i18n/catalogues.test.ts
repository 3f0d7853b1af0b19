import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';

const catalogues: Readonly<Record<string, Catalogue>> = { en, de };
const valuesIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
const textsOf = (entry: Catalogue[keyof Catalogue]): string[] =>
  typeof entry === 'string' ? [entry] : Object.values(entry);

test('every language says everything, and every text has a word in it', () => {
  for (const [name, catalogue] of Object.entries(catalogues)) {
    deepEqual(Object.keys(catalogue).toSorted(), Object.keys(en).toSorted(), name);
    for (const [key, entry] of Object.entries(catalogue))
      for (const text of textsOf(entry)) equal(/\p{L}/u.test(text), true, `${name} ${key}`);
  }
});

test('a value that one language names is named by all, also in their plurals', () => {
  for (const [name, catalogue] of Object.entries(catalogues))
    for (const [key, entry] of Object.entries(catalogue)) {
      const inEnglish = valuesIn(textsOf(en[key as keyof typeof en]).at(-1) ?? '');
      deepEqual(valuesIn(textsOf(entry).at(-1) ?? ''), inEnglish, `${name} ${key}`);
    }
});

test('every language has the plurals its grammar knows', () => {
  for (const [name, catalogue] of Object.entries(catalogues)) {
    const { pluralCategories } = new Intl.PluralRules(name).resolvedOptions();
    for (const [key, entry] of Object.entries(catalogue))
      if (typeof entry !== 'string')
        deepEqual(Object.keys(entry).toSorted(), pluralCategories.toSorted(), `${name} ${key}`);
  }
});

test('nobody is shouted at', () => {
  for (const [name, catalogue] of Object.entries(catalogues))
    for (const [key, entry] of Object.entries(catalogue))
      for (const text of textsOf(entry)) equal(text.includes('!'), false, `${name} ${key}`);
});
