import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { isNowhere, Refused, Unreachable } from './failure.ts';

const refused = (status: number, code: string): Refused =>
  new Refused({ type: '', title: '', status, code, detail: '', requestId: '' });

test('what is gone and what never could be are both nowhere; a failure is not', () => {
  equal(isNowhere(refused(404, 'no-such-post')), true);
  equal(isNowhere(refused(400, 'invalid-input')), true);
  equal(isNowhere(refused(503, 'overloaded')), false);
  equal(isNowhere(new Unreachable(undefined)), false);
  equal(isNowhere(undefined), false);
});
