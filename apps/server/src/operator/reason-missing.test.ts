import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reasonMissing } from './reason-missing.ts';

test('a look at what is personal needs a reason, and no other look does', () => {
  for (const reason of [undefined, '', 'x', 'ab'])
    deepEqual(
      reasonMissing({ reveal: true, ...(reason !== undefined && { reason }) })?.map(({ path }) => path),
      ['reason'],
    );
  for (const look of [{ reveal: true, reason: 'abuse report' }, { reveal: false }, {}])
    equal(reasonMissing(look), undefined);
});
