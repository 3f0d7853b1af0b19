import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { postTextSchema } from './post-text.ts';

const accepts = (text: string): boolean => postTextSchema.safeParse(text).success;

test('blank edges are cut off and line ends made one kind', () => {
  equal(postTextSchema.parse(' \n Up\r\nthe\rhill\t! \n'), 'Up\nthe\nhill\t!');
});

test('2,000 characters are accepted and 2,001 are not, also where a character takes two units', () => {
  equal(accepts('a'.repeat(2000)), true);
  equal(accepts('a'.repeat(2001)), false);
  equal(accepts('😀'.repeat(2000)), true);
  equal(accepts('😀'.repeat(2001)), false);
  equal(accepts(`${'😀'.repeat(1000)}${'a'.repeat(1001)}`), false);
});

test('a blank text is refused', () => {
  equal(accepts(''), false);
  equal(accepts(' \n\t '), false);
});

test('a text of which nothing can be seen is refused', () => {
  for (const bad of [
    '\u200b',
    '\ufeff\n\u200d',
    '\u00ad \u2060',
    '\u3164',
    '\u2800\u2800',
    '\u{e0041}',
    '\ufe0f',
  ])
    equal(accepts(bad), false, JSON.stringify(bad));
  for (const good of ['👩\u200d🚀', '\u200fשלום', 'می\u200cروم', '.', '\u2801'])
    equal(accepts(good), true, JSON.stringify(good));
});

test('control characters other than line end and tab are refused, and halves of characters', () => {
  for (const bad of ['\0', '\u0007', '\u001b', '\u007f', '\u0085', '\ud83d', '\ude00'])
    equal(accepts(`a${bad}b`), false, JSON.stringify(bad));
  equal(accepts('a\n\tb'), true);
});
