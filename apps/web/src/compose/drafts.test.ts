import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setMember } from '../api/session.ts';
import { draftOf, drafts, dropDraft, editOf, forgetDrafts, saveDraft } from './drafts.ts';

const kai = { id: 'k', handle: 'kai', name: 'Kai' };
const nora = { id: 'n', handle: 'nora', name: 'Nora' };

afterEach(() => {
  forgetDrafts();
  setMember(null);
});

test('what somebody typed is there for them again, and for nobody else who logs in', () => {
  setMember(kai);
  saveDraft(undefined, { text: 'Half a secret' });
  saveDraft(editOf('p'), { text: 'Changed' });
  setMember(nora);
  equal(draftOf().text, '');
  saveDraft(undefined, { text: 'Hello' });
  setMember(kai);
  deepEqual([draftOf().text, draftOf(editOf('p')).text], ['Half a secret', 'Changed']);
  dropDraft();
  setMember(nora);
  equal(draftOf().text, 'Hello');
});

test('of many drafts the latest are kept', () => {
  setMember(kai);
  for (let i = 0; i < 25; i++) saveDraft(`p${i}`, { text: `${i}` });
  equal(Object.keys(drafts.value).length, 20);
  equal(draftOf('p4').text, '');
  equal(draftOf('p24').text, '24');
});
