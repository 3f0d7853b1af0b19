import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { authorize, type Action, type Verdict } from './authorize.ts';

const letters: Record<string, Verdict> = { a: 'allowed', f: 'forbidden', h: 'hidden' };
const actions: readonly Action[] = ['see', 'follow', 'block', 'mute'];

const nothing = { id: 'kai', exists: true, blocksViewer: false, blockedByViewer: false };
const table = [
  { who: 'a stranger', viewer: null, person: nothing, verdicts: 'afff' },
  { who: 'another', viewer: 'mia', person: nothing, verdicts: 'aaaa' },
  { who: 'the person', viewer: 'kai', person: nothing, verdicts: 'afff' },
  { who: 'one they block', viewer: 'mia', person: { ...nothing, blocksViewer: true }, verdicts: 'hhhh' },
  {
    who: 'one who blocks them',
    viewer: 'mia',
    person: { ...nothing, blockedByViewer: true },
    verdicts: 'hfaa',
  },
  { who: 'anyone, of nobody', viewer: 'mia', person: { ...nothing, exists: false }, verdicts: 'hhhh' },
];

for (const { who, viewer, person, verdicts } of table)
  test(`${who}: see, follow, block, mute are ${verdicts}`, () => {
    for (const [i, action] of actions.entries())
      equal(authorize(viewer, action, person), letters[verdicts[i] ?? ''], action);
  });
