import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host } from '@touchline/kernel/runtime';
import { readiness } from './readiness.ts';

interface View {
  readonly beganFilled?: false;
  readonly isFilled?: false;
  readonly build?: number;
  readonly standsIn?: true;
  readonly at?: number;
}

const head = 50_000;

/** As much of a running process as is asked. */
function hostOf(services: Readonly<Record<string, readonly View[]>>): Host {
  const runtimes = Object.entries(services).map(([name, views]) => {
    const running = views.map(
      ({ beganFilled = true, isFilled = true, build = 1, standsIn, at = head }, i) => [
        `v${i}`,
        {
          view: { name: `v${i}` },
          live: () => ({ number: build, consumer: { cursors: () => [at] } }),
          beganFilled,
          isFilled: () => isFilled,
          standIn: () => (standsIn ? { version: 1, number: 1 } : undefined),
          rebuilding: () => (isFilled ? undefined : { leftS: 12 }),
        },
      ],
    );
    return [name, { views: new Map(running as []) }];
  });
  const engine = { events: { heads: async () => [head] } };
  return { runtimes: new Map(runtimes as []), engine } as unknown as Host;
}

/** Of what it says, what these tests are about. */
async function seen(services: Parameters<typeof hostOf>[0]): Promise<object> {
  const { ready, reasons } = await readiness(hostOf(services));
  return { ready, reasons };
}

const filling = { beganFilled: false, isFilled: false, at: 20_000 } as const;
const said = (name: string): string => `${name} is being built: 30000 events are left, about 12 s`;

test('a service that is new beside others is named and holds up nobody', async () => {
  assert.deepEqual(await seen({ posts: [{}], clubs: [filling, { beganFilled: false }] }), {
    ready: true,
    reasons: [said('clubs/v0')],
  });
});

test('where nothing had been filled before all of it is waited for', async () => {
  const found = await seen({ posts: [{ beganFilled: false }], clubs: [filling] });
  assert.deepEqual(found, { ready: false, reasons: [said('clubs/v0')] });
});

test('a new view of a service that was there, and a new version of one, are waited for', async () => {
  const added = await seen({ posts: [{}, filling] });
  assert.deepEqual(added, { ready: false, reasons: [said('posts/v1')] });
  const version = await seen({ posts: [{}], clubs: [{ ...filling, build: 3 }] });
  assert.deepEqual(version, { ready: false, reasons: [said('clubs/v0')] });
});

test('where rows of an earlier version answer nobody waits; a view far behind is waited for', async () => {
  const standing = await seen({ posts: [{}, { ...filling, build: 2, standsIn: true }] });
  assert.deepEqual(standing, { ready: true, reasons: [] });
  assert.deepEqual(await seen({ posts: [{ at: 20_000 }] }), {
    ready: false,
    reasons: ['posts/v0 is 30000 events behind'],
  });
});
