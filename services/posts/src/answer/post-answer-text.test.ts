import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { idTimeMs } from '@touchline/kernel';
import fc from 'fast-check';
import { postAnswer } from './post-answer.ts';
import { postAnswerText, postETag, type AuthorCard } from './post-answer-text.ts';
import { compactPost, type PostRow } from './post-row.ts';

const ids = [
  '01k9w3m8x2f7qtb6s5n0v4c1da',
  '01k9w3m8x2f7qtb6s5n0v4c1db',
  '01k9w3m8x2f7qtb6s5n0v4c1dc',
] as const;
const [up, kai, lena] = ids;
const author: AuthorCard = { id: kai, handle: 'kai', name: 'Kai "the hill" Novak' };
const at = Date.parse('2026-05-01T12:00:00.000Z');

const aTime = fc.integer({ min: at, max: at + 1e9 });
const aCount = fc.nat({ max: 1e6 });
const aPost = fc
  .record(
    {
      id: fc.constantFrom(...ids),
      author: fc.constantFrom(...ids),
      text: fc.string({ unit: 'binary', minLength: 1 }),
      at: aTime,
      visibility: fc.constantFrom('public' as const, 'followers' as const, 'only-me' as const),
      replyTo: fc.constantFrom(...ids),
      editedAt: aTime,
      mentions: fc.array(fc.constantFrom({ handle: 'lena', person: lena }, { handle: 'kai', person: kai }), {
        maxLength: 2,
      }),
      hashtags: fc.array(fc.constantFrom('run', 'über'), { maxLength: 2 }),
      kudos: aCount,
      replies: aCount,
      reposts: aCount,
    },
    { requiredKeys: ['id', 'author', 'text'] },
  )
  .map(({ id, ...row }) => ({ id, row: compactPost(row as PostRow) }));
const marks = fc.record({ kudos: fc.boolean(), reposted: fc.boolean() }, { requiredKeys: [] });

test('the text is the JSON of the declared answer, whatever stands in the row', () => {
  fc.assert(
    fc.property(aPost, fc.string({ unit: 'binary' }), marks, ({ id, row }, name, viewer) => {
      const answer = postAnswer.parse(JSON.parse(postAnswerText(id, row, { ...author, name }, viewer)));
      deepEqual(answer, {
        id,
        author: { ...author, name },
        text: row.text,
        createdAt: new Date(row.at ?? idTimeMs(id)).toISOString(),
        ...(row.editedAt !== undefined && { editedAt: new Date(row.editedAt).toISOString() }),
        visibility: row.visibility ?? 'public',
        ...(row.replyTo !== undefined && { replyTo: row.replyTo }),
        mentions: row.mentions ?? [],
        hashtags: row.hashtags ?? [],
        counts: { kudos: row.kudos ?? 0, replies: row.replies ?? 0, reposts: row.reposts ?? 0 },
        viewer: { kudos: viewer.kudos ?? false, reposted: viewer.reposted ?? false },
      });
    }),
  );
});

test('the tag changes when the text does, and only then', () => {
  fc.assert(
    fc.property(aPost, aPost, marks, marks, (one, other, mine, theirs) => {
      const sameText =
        postAnswerText(one.id, one.row, author, mine) === postAnswerText(other.id, other.row, author, theirs);
      equal(
        postETag(one.id, one.row, author, mine) === postETag(other.id, other.row, author, theirs),
        sameText,
      );
    }),
  );
});

test('the tag changes with the name of the author', () => {
  const row: PostRow = { author: kai, text: 'Up', at };
  notEqual(postETag(up, row, author, undefined), postETag(up, row, { ...author, name: 'Kai' }, undefined));
});
