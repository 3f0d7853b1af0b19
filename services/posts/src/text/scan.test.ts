import { deepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isHashtag } from './hashtag.ts';
import { scan } from './scan.ts';

const handlesOf = (text: string) => scan(text).handles;
const hashtagsOf = (text: string) => scan(text).hashtags;

test('mentions are found once each, in lower case, wherever punctuation surrounds them', () => {
  deepEqual(handlesOf('@Kai_Runs and (@lena), “@kai_runs”, well done.@tom: @mia!'), [
    'kai_runs',
    'lena',
    'tom',
    'mia',
  ]);
});

test('mail addresses, paths and addresses on other servers are no mentions', () => {
  deepEqual(handlesOf('kai@example.org kai+race@example.org k-@example.org'), []);
  deepEqual(handlesOf('example.org/@kai @kai@example.org @@kai'), []);
});

test('a word that is too short, too long or not of handle characters is no mention', () => {
  deepEqual(handlesOf(`@k @${'a'.repeat(31)} @kaié @ @\u212aai`), []);
  deepEqual(handlesOf(`@ka @${'a'.repeat(30)}`), ['ka', 'a'.repeat(30)]);
});

test('hashtags are found once each, in lower case and composed form', () => {
  deepEqual(hashtagsOf('#Trail_Running #TRAIL_running #10k #über #u\u0308ber #हिन्दी (#yoga)'), [
    'trail_running',
    '10k',
    'über',
    'हिन्दी',
    'yoga',
  ]);
});

test('a place, a part of a page, of a word, and an HTML entity are no hashtags', () => {
  deepEqual(hashtagsOf('#one#two'), ['one']);
  deepEqual(hashtagsOf('finished #1, see page#part, it&#39;s /#x ##y # #_'), []);
});

test('a hashtag has at most 50 characters, however many UTF-16 units they take', () => {
  deepEqual(hashtagsOf(`#${'𝒳'.repeat(50)} #${'a'.repeat(51)}`), ['𝒳'.repeat(50)]);
});

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom('@', '#', '.', '/', ' ', '\ud800', '\udc00', '\u0301', 'İ', '@kai', '#run', '😀'),
    fc.string({ unit: 'binary' }),
  ),
  { maxLength: 400 },
);

test('no text makes it throw, and all it finds is well formed', () => {
  fc.assert(
    fc.property(hostile, (parts) => {
      const found = scan(parts.join(''));
      for (const handle of found.handles) ok(/^[a-z0-9_]{2,30}$/.test(handle));
      for (const hashtag of found.hashtags) ok(isHashtag(hashtag));
    }),
    { numRuns: 500 },
  );
});

test('its work grows with the length of the text and no faster, whatever the text', () => {
  const patterns = ['@', '#', '@#', 'a', 'a@', '@a', '#a', '#\u0301', '@é', '#İ', '😀#', '@a@a', '####a'];
  for (const pattern of patterns) {
    const looksAt = (length: number): number => {
      const text = pattern.repeat(length).slice(0, length);
      let looks = 0;
      const counted = {
        length: text.length,
        includes: (part: string) => text.includes(part),
        charAt: (i: number) => (looks++, text.charAt(i)),
        charCodeAt: (i: number) => (looks++, text.charCodeAt(i)),
        codePointAt: (i: number) => (looks++, text.codePointAt(i)),
        slice: (from: number, to: number) => ((looks += to - from), text.slice(from, to)),
      };
      scan(counted as unknown as string);
      return looks;
    };
    const looks = looksAt(2000);
    ok(looks <= 2000 * 8, `${JSON.stringify(pattern)}: ${looks} looks at 2,000 characters`);
  }
});
