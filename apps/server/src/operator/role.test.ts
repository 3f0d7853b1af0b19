import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { mayAs, roleOf } from './role.ts';

test('the highest of several roles counts, and a member has none', () => {
  equal(roleOf({ roles: ['console-viewer', 'administrator'] }), 'administrator');
  equal(roleOf({ roles: ['console-operator'] }), 'operator');
  equal(roleOf({ roles: ['operator'] }), 'administrator');
  equal(roleOf({ roles: ['member'] }), undefined);
});

test('a higher role may what a lower one may', () => {
  const all = ['viewer', 'operator', 'administrator'] as const;
  deepEqual(
    all.map((role) => all.map((needs) => mayAs(role, needs))),
    [
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ],
  );
});
