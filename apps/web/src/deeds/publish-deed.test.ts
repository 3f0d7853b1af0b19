import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Refused } from '../api/failure.ts';
import { draftOf, forgetDrafts, saveDraft } from '../compose/drafts.ts';
import type { Wish } from '../outbox/wish.ts';
import { dismiss, toasts } from '../ui/toast.ts';
import { publishDeed } from './publish-deed.ts';

const deed = publishDeed({ author: () => ({ id: 'k', handle: 'kai', name: 'Kai' }), unpublish() {} });
const wish: Wish = {
  key: '1',
  kind: 'publish',
  person: 'k',
  subject: 'local-1',
  method: 'POST',
  path: '/v1/posts',
  body: { text: 'Ten hills', visibility: 'followers' },
  at: '2026-05-01T08:00:00Z',
};
const refusal = new Refused({
  type: '',
  title: '',
  status: 400,
  code: 'no',
  detail: 'No.',
  requestId: 'r',
});

afterEach(() => {
  forgetDrafts();
  for (const { id } of toasts.value) dismiss(id);
});

test('a post that is refused is a draft again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  deed.show(wish);
  deed.refused(wish, refusal);
  deepEqual(draftOf(), { text: 'Ten hills', visibility: 'followers' });
});

test('where something else is being written a post that is refused stands above it, and fewer people see both', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  saveDraft(undefined, { text: 'Half a sent' });
  deed.show(wish);
  deed.refused(wish, refusal);
  deepEqual(draftOf(), { text: 'Ten hills\n\nHalf a sent', visibility: 'followers' });
  equal(toasts.value.at(-1)?.text, 'No. Your text is safe.');
});

test('a post that was discarded leaves alone what is being written', () => {
  saveDraft(undefined, { text: 'Half a sent' });
  deed.show(wish);
  deed.refused(wish, undefined);
  deepEqual(draftOf(), { text: 'Half a sent' });
});
