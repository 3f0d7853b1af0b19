import { deepStrictEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import {
  isRefusal,
  systemClock,
  type Fault,
  type Recorded,
  type Service,
  type ViewType,
} from '@touchline/kernel';
import type { Engine } from '@touchline/kernel/ports';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { rowsAfter } from '@touchline/kernel/testing';
import { readiness } from '../readiness.ts';
import { servicesOf } from '../services.ts';

const added = 'milestones';

/** Short words for what people do. */
function community(host: Host) {
  const find = (name: string): readonly [Service, Service['commands'][number]] => {
    for (const service of host.services)
      for (const command of service.commands) if (command.type === name) return [service, command];
    throw new TypeError(`There is no command ${name}`);
  };
  const does = async (actor: string | null, name: string, input: object): Promise<string> => {
    const [service, command] = find(name);
    const caller = { actor, session: null, roles: actor === null ? ['administrator'] : [] };
    const done = await host.execute(service, command, command.input.parse(input), caller);
    if (isRefusal(done)) throw new Error(`${name} was refused: ${done.refusal}`);
    return done.id;
  };
  const asks = async (name: string, input: object): Promise<unknown> => {
    for (const service of host.services)
      for (const query of service.queries)
        if (query.name === name)
          return host.query(service, query, query.input.parse(input), {
            actor: null,
            session: null,
            roles: [],
          });
    throw new TypeError(`There is no query ${name}`);
  };
  return {
    does,
    milestones: (person: string) =>
      asks('ListMilestones', { person }) as Promise<{ items: { milestone: string }[] }>,
    join: (handle: string) => does(null, 'ImportAccount', { handle, name: handle }),
  };
}

/** Everybody follows the first and gives kudos to their post. */
async function fill(host: Host, people: number): Promise<{ star: string; post: string }> {
  const { does, join: joins } = community(host);
  const ids: string[] = [];
  for (let i = 0; i < people; i++) ids.push(await joins(`fan_${i}`));
  const [star = ''] = ids;
  const post = await does(star, 'PublishPost', { text: 'Up the hill' });
  for (const fan of ids.slice(1)) {
    await does(fan, 'FollowPerson', { person: star });
    await does(fan, 'GiveKudos', { post });
    await does(fan, 'PublishPost', { text: 'Me, too' });
  }
  return { star, post };
}

async function wholeLog(host: Host): Promise<Recorded[]> {
  const all: Recorded[] = [];
  for (let partition = 0; partition < host.engine.events.partitions; partition++)
    for (let after = 0, end = false; !end;) {
      const { events, position } = await host.engine.events.readPartition(partition, after, 1000);
      for (const stored of events) all.push(await host.decode(stored));
      end = position === after;
      after = position;
    }
  return all;
}

async function rowsOf(host: Host, service: string, view: ViewType): Promise<Map<string, string>> {
  const runtime = host.runtimes.get(service);
  const table = runtime?.views.get(view.name)?.live().table;
  const rows = runtime && table ? await runtime.store.scan(table, '', 10_000) : [];
  return new Map(rows.map(({ key, row }) => [key, row]));
}

/** The view sees the beginning of the log, and no more until it is opened. */
function held(engine: Engine, { reads }: ViewType): { engine: Engine; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => void (open = resolve));
  const its = reads.map(({ type }) => type).join();
  const { events } = engine;
  const readPartition: typeof events.readPartition = async (partition, after, limit, types) => {
    if (types?.join() === its) {
      if (after === 0) return events.readPartition(partition, 0, Math.floor(20 / events.partitions), types);
      await opened;
    }
    return events.readPartition(partition, after, limit, types);
  };
  return { engine: { ...engine, events: { ...events, readPartition } }, open };
}

for (const partitions of [1, 4])
  test(`a service that is added to a running community fills itself while the rest goes on, ${partitions} partition(s)`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'touchline-added-'));
    const first = await embeddedEngine({ folder, partitions });
    const { services } = await servicesOf(first.secrets, systemClock);
    const before = await startHost({
      services: services.filter(({ name }) => name !== added),
      engine: first,
    });
    const { star, post } = await fill(before, 13);
    await before.drain();
    const versions = new Map(
      [...before.runtimes].flatMap(([name, { views }]) =>
        [...views.values()].map((view) => [`${name}/${view.view.name}`, view.live().number]),
      ),
    );
    await before.stop();
    await first.close();

    const second = await embeddedEngine({ folder, partitions });
    const all = (await servicesOf(second.secrets, systemClock)).services;
    const { views } = all.find(({ name }) => name === added)!;
    const [slow] = views;
    const { engine, open } = held(second, slow!);
    const host = await startHost({ services: all, engine, waitMaxMs: 20 });
    const { does, join: joins, milestones } = community(host);

    // The rest goes on: people join, follow and post, and what they did shows.
    const writing = { on: true };
    const writer = (async () => {
      for (let i = 0; writing.on; i++) {
        const fan = await joins(`late_${i}`);
        await does(fan, 'FollowPerson', { person: star });
        await does(fan, 'GiveKudos', { post });
      }
    })();
    try {
      await rejects(milestones(star), (error: Fault) => error.code === 'not-yet-visible');
      const { ready, reasons } = await readiness(host);
      ok(ready);
      match(reasons.join('\n'), /^milestones\/person-milestones is being built: [1-9]\d* events are left/m);
      open();

      // Half of it is never shown, though a row is there: when there is an answer, all of before is in it.
      let answered: { items: { milestone: string }[] } | undefined;
      while (!answered)
        answered = await milestones(star).catch((error: unknown) => {
          equal((error as Fault).code, 'not-yet-visible');
          return undefined;
        });
      deepStrictEqual(
        new Set(answered.items.map(({ milestone }) => milestone)),
        new Set(['first-post', 'followers', 'post-kudos']),
      );
    } finally {
      open();
      writing.on = false;
      await writer;
    }
    await host.drain();
    const log = await wholeLog(host);
    for (const view of views) {
      const expected = [...rowsAfter(view, log)].map(([key, row]) => [key, JSON.stringify(row)] as const);
      ok(expected.length > 0 || view.name === 'block');
      deepStrictEqual(
        await rowsOf(host, added, view),
        new Map(expected.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      );
    }

    // Of the others nothing was built anew.
    for (const [name, runtime] of host.runtimes)
      for (const view of name === added ? [] : runtime.views.values()) {
        equal(view.live().number, versions.get(`${name}/${view.view.name}`), view.view.name);
        ok(view.beganFilled, view.view.name);
      }
    const { ready, reasons } = await readiness(host);
    deepStrictEqual({ ready, reasons }, { ready: true, reasons: [] });
    await host.stop();
    await engine.close();
    await rm(folder, { recursive: true });
  });
