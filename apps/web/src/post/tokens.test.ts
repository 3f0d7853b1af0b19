import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tokensOf } from './tokens.ts';

const kinds = (text: string, ...handles: string[]): string[] =>
  tokensOf(text, new Set(handles)).map(({ kind, text: shown }) => `${kind}:${shown}`);

test('people the server found, hashtags and addresses become links, the rest stays text', () => {
  deepEqual(kinds('Hi @Kai_runs, see https://example.org/a(b). #Über10k', 'kai_runs'), [
    'text:Hi ',
    'mention:@Kai_runs',
    'text:, see ',
    'link:https://example.org/a(b)',
    'text:. ',
    'hashtag:#Über10k',
  ]);
});

test('a person nobody knows, a mail address, a number and a part of a page are text', () => {
  for (const text of ['@nobody', 'kai@example.org', '#1', 'page#part', '@@kai', 'x/@kai'])
    deepEqual(kinds(text, 'kai', 'example'), [`text:${text}`]);
});

test('only http and https are addresses, and none with a name in it', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://bank.example@evil.example/'])
    equal(
      tokensOf(text, new Set()).some(({ kind }) => kind === 'link'),
      false,
      text,
    );
});

test('an address ends where the direction of writing is overridden', () => {
  deepEqual(kinds('https://evil.example/\u202egpj.exe'), [
    'link:https://evil.example/',
    'text:\u202egpj.exe',
  ]);
});

test('the pieces are the text, whatever it is', () => {
  const piece = fc.constantFrom(
    '@kai',
    '#tag',
    'https://a.b/',
    ' ',
    '.',
    ')',
    '(',
    'ü',
    '😀',
    '<script>',
    '@',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      equal(
        tokensOf(text, new Set(['kai']))
          .map((token) => token.text)
          .join(''),
        text,
      );
    }),
  );
});
