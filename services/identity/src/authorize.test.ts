import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorize, type Action } from './authorize.ts';

const own: readonly Action[] = ['see-account', 'change-account', 'see-sessions', 'end-session'];
const viewers = {
  owner: { actor: 'kai', roles: [] },
  another: { actor: 'ana', roles: [] },
  administrator: { actor: 'eva', roles: ['administrator'] },
  stranger: { actor: null, roles: [] },
  nobody: { actor: '', roles: [] },
};

for (const action of own)
  test(`only the owner may ${action}`, () => {
    const allowed = Object.entries(viewers).filter(([, viewer]) =>
      authorize(viewer, action, { account: 'kai' }),
    );
    assert.deepEqual(
      allowed.map(([name]) => name),
      ['owner'],
    );
    assert.equal(authorize(viewers.stranger, action, { account: null }), false);
    assert.equal(authorize(viewers.nobody, action, { account: '' }), false);
  });

for (const action of ['import-account', 'administer-accounts'] as const)
  test(`only administrators may ${action}`, () => {
    const allowed = Object.entries(viewers).filter(([, viewer]) =>
      authorize(viewer, action, { account: null }),
    );
    assert.deepEqual(
      allowed.map(([name]) => name),
      ['administrator'],
    );
  });
