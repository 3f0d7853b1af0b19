import { deepStrictEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { searchWords } from './search-words.ts';

test('words are lower case, without accents and punctuation, each once', () => {
  deepStrictEqual(searchWords('Über-Läufe, 10K! "10k" OR läufe*', 100), ['uber', 'laufe', '10k', 'or']);
});

test('composed and decomposed letters, and compatibility forms, are the same word', () => {
  deepStrictEqual(searchWords('Zoe\u0308 Zoë ＺＯＥ ℡', 100), ['zoe', 'tel']);
});

test('scripts without accents keep their marks and letters', () => {
  deepStrictEqual(searchWords('हिन्दी 東京 서울', 100), ['हिन्दी', '東京', '서울']);
});

test('the number and the length of words are bounded', () => {
  deepStrictEqual(searchWords('a b c d', 2), ['a', 'b']);
  deepStrictEqual(searchWords('x'.repeat(100), 2), ['x'.repeat(64)]);
  deepStrictEqual(searchWords(`x${'𝼀'.repeat(50)}`, 2)[0]?.isWellFormed(), true);
});

test('a text without words has none', () => {
  deepStrictEqual(searchWords('', 9), []);
  deepStrictEqual(searchWords('"*^: \ud800 🎉', 9), []);
});
