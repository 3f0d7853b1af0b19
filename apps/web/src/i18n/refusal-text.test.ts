import { deepEqual, equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { refusalText } from './refusal-text.ts';

/** What only a program can do wrong, and what the app says in the same words for every code of its status. */
const notSaid = [
  'bad-request',
  'closed',
  'contention',
  'draining',
  'headers-too-large',
  'idempotency-key-reused',
  'incomplete-body',
  'malformed-json',
  'method-not-allowed',
  'overloaded',
  'too-many-streams',
  'unsupported-media-type',
];

const contract = readFileSync(join(import.meta.dirname, '../../../../contract/openapi.json'), 'utf8');

/** The problems in the contract's answers, each as its example shows it. */
const problems = [...contract.matchAll(/"code": "([a-z-]+)",\s+"detail": ("(?:[^"\\]|\\.)*")/g)].map(
  ([, code = '', detail = '']) => ({ code, detail: JSON.parse(detail) as string }),
);

test('every refusal of the contract that a person can meet is said in their language', () => {
  equal(problems.length > 40, true, `${problems.length} problems found in the contract`);
  const missing = new Set(problems.filter((one) => refusalText(one) === undefined).map(({ code }) => code));
  deepEqual([...missing].toSorted(), notSaid);
});

test('a limit is told with its number, and left to the server where it names none', () => {
  equal(
    refusalText({ code: 'too-many-mentions', detail: 'A post names at most 31 people.' }),
    'A post names at most 31 people.',
  );
  equal(refusalText({ code: 'too-many-mentions', detail: 'Too many.' }), undefined);
});

test('what is not shown yet is told from a server that is busy, and a change that was made from one that was not', () => {
  const { detail } = problems.find(({ code }) => code === 'not-yet-visible') ?? { detail: 'Not there yet.' };
  const notYet = { code: 'not-yet-visible', detail };
  equal(refusalText(notYet), 'The server is still catching up. Try again in a moment.');
  equal(
    refusalText(notYet, true),
    'Your latest change is saved; this page is still catching up. Try again in a moment.',
  );
  equal(refusalText({ code: 'overloaded', detail: 'Too many.' }, true), undefined);
});
