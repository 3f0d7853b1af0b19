import assert from 'node:assert/strict';
import { test } from 'node:test';
import { command, event, idSchema, query, service, stream } from '@touchline/kernel';
import { declaredServices } from '@touchline/server/declared-services';
import { z } from 'zod';
import { locationsOf } from './locations.ts';

test('every declared route has a location of its service, as long as its longest body', async () => {
  const services = await declaredServices();
  const locations = locationsOf(services);
  const routes = services.flatMap(({ name, commands, queries }) =>
    [...commands, ...queries].flatMap(({ route }) =>
      route ? [{ name, path: route.split(' ')[1] ?? '' }] : [],
    ),
  );
  const form = (path: string): string => path.replaceAll(/:[^/]+/g, ':');
  for (const { name, path } of routes)
    assert.equal(locations.find((one) => form(one.path) === form(path))?.service, name, path);
  assert.ok(locations.length > 30);
  const bodies = new Map(locations.map(({ path, bodyBytesMax }) => [path, bodyBytesMax]));
  assert.ok(
    (bodies.get('/v1/posts') ?? 0) > (bodies.get('/v1/sessions') ?? Infinity),
    JSON.stringify([...bodies]),
  );
});

const reads = (name: string, route: `GET /${string}`) =>
  service({
    name,
    about: name,
    queries: [
      query(`Read${name}`, {
        about: name,
        route,
        input: z.object({ a: idSchema, b: idSchema }).partial(),
        answers: z.object({}),
        uses: [],
        read: () => ({}),
      }),
    ],
  });

test('names come before placeholders, so that the first pattern that matches is the right one', () => {
  const services = [
    reads('a', 'GET /v1/people/:a'),
    reads('b', 'GET /v1/people/:b/posts'),
    reads('c', 'GET /v1/people/me/:a'),
    reads('d', 'GET /v1/people/suggestions'),
  ];
  assert.deepEqual(
    locationsOf(services).map(({ service: name }) => name),
    ['c', 'd', 'a', 'b'],
  );
});

test('a path that two services answer is refused: a gateway cannot tell them apart', () => {
  const Opened = event('Opened', { about: 'It opened.', schema: z.strictObject({}) });
  const door = stream('door', {
    about: 'A door.',
    events: [Opened],
    initial: () => null,
    evolve: { Opened: (state: null): null => state },
  });
  const open = command(door, {
    type: 'Open',
    about: 'Opens.',
    route: 'POST /v1/doors',
    input: z.strictObject({}),
    refusals: {},
    target: () => 'front',
    decide: () => [Opened({})],
  });
  const opens = service({ name: 'b', about: 'b', commands: [open] });
  assert.throws(
    () => locationsOf([reads('a', 'GET /v1/doors'), opens]),
    /a and b both answer at \/v1\/doors/,
  );
  assert.equal(locationsOf([reads('a', 'GET /v1/gates'), opens]).length, 2);
});
