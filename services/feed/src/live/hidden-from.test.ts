import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Muted } from '@touchline/graph/published';
import { idSource, isRefusal } from '@touchline/kernel';
import type { Engine, ViewStore } from '@touchline/kernel/ports';
import { testEngine, world } from '@touchline/kernel/testing';
import { feed } from '../feed.ts';
import { elsewhere, tell } from '../testing/elsewhere.ts';

const newId = idSource(() => Date.parse('2026-05-01T12:00:00.000Z'));

/** An engine that counts the pages read of an index. */
async function counting(index: string): Promise<{ engine: Engine; pages: () => number }> {
  const engine = await testEngine({});
  let pages = 0;
  const counted = (store: ViewStore): ViewStore => ({
    ...store,
    range(table, read) {
      if (read.index === index) pages++;
      return store.range(table, read);
    },
  });
  return {
    engine: { ...engine, views: async (service) => counted(await engine.views(service)) },
    pages: () => pages,
  };
}

test('whom somebody hides is read once, however many topics and streams they listen to', async (t) => {
  const { engine, pages } = await counting('byViewer');
  const all = await world([feed, elsewhere], engine);
  t.after(() => all.close());
  const caller = { actor: newId(), session: null, roles: [] };
  const mutes = async (muted: string): Promise<void> => {
    const event = Muted({ muter: caller.actor, muted });
    ok(!isRefusal(await all.host.execute(elsewhere, tell, { about: muted, event }, caller)));
    await all.drained();
  };
  const judged: string[] = [];
  const listens = async (name: string): Promise<void> => {
    const topics = ['public', ...Array.from({ length: 49 }, () => `post:${newId()}`)];
    const holds = (): boolean => judged.push(name) > 0;
    await all.host.live.listen({ caller, topics, holds }, { take: () => {}, end: () => {} });
  };
  await mutes(newId());
  await listens('one');
  equal(pages(), 1);
  await listens('other');
  equal(pages(), 2);
  await mutes(newId());
  while (judged.length < 4) await all.clock.turn();
  equal(pages(), 3);
});
