import { commonPasswords } from './common-passwords.ts';

export type Weakness = 'common' | 'repeats' | 'sequence' | 'about-you';

/** Why a password is easy to guess; `undefined` when nothing speaks against it (NIST SP 800-63B-4, 3.1.1.2). */
export function weakness(password: string, person: { handle: string; email?: string }): Weakness | undefined {
  const plain = password.normalize('NFKC').toLowerCase();
  if (new Set(plain).size < 5 || /^(.+?)\1+.{0,3}$/u.test(plain)) return 'repeats';
  if (isSequence(plain)) return 'sequence';
  if ([plain, unmasked(plain, 'i'), unmasked(plain, 'l')].some(isCommon)) return 'common';
  if (namesOf(person).some((name) => plain.includes(name))) return 'about-you';
  return undefined;
}

const masks: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** `p@ssw0rd` as the word it is: whoever guesses tries these, too. A 1 stands for one letter or another. */
const unmasked = (plain: string, one: string): string =>
  plain.replaceAll(/[@430$571!]/g, (found) => masks[found] ?? one);

/** Characters that may stand around a common password without making it a better one. */
const extraMax = 4;

function isCommon(plain: string): boolean {
  const common = commonPasswords();
  for (let cut = 0; cut <= extraMax; cut++) {
    for (let start = 0; start <= cut; start++) {
      if (common.has(plain.slice(start, plain.length - (cut - start)))) return true;
    }
  }
  return false;
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
];
const runs = [...rows, ...rows.map((row) => row.split('').toReversed().join(''))];

/** Made of few runs along the alphabet, the digits or a keyboard row: `abcdef123456`, `poiuytrewq`. */
function isSequence(plain: string): boolean {
  let pieces = 0;
  for (let at = 0; at < plain.length; pieces++) at += runAt(plain, at);
  return plain.length / pieces >= 4;
}

function runAt(plain: string, at: number): number {
  let length = 1;
  while (at + length < plain.length && runs.some((run) => run.includes(plain.slice(at, at + length + 1))))
    length++;
  return length;
}

/** What others know of a person and would try first. */
function namesOf({ handle, email = '' }: { handle: string; email?: string }): string[] {
  const [mailbox = ''] = email.toLowerCase().split('@');
  return [handle, mailbox, 'touchline'].filter((name) => name.length >= 4);
}
