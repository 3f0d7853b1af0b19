import { deepEqual, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { query } from '../query.ts';
import type { Route } from '../command.ts';
import { service } from '../service.ts';
import { declaredRoutes } from './declared-routes.ts';
import { listFields, strictInput } from './strict-input.ts';
import { smallClub } from './testing/small-club.ts';

const page = (name: string, route: Route, input: z.ZodType<object> = z.strictObject({ id: z.string() })) =>
  query(name, { about: name, route, input, answers: z.unknown(), uses: [], read: () => ({}) });
const routesOf = (...queries: ReturnType<typeof page>[]) =>
  declaredRoutes([service({ name: 'x', about: 'x', queries })]);

test('HT1: every command with a route and every query has one', () => {
  deepEqual(
    declaredRoutes([smallClub]).map(({ command, query: read }) => command?.type ?? read?.name),
    ['PinNote', 'TakeNote', 'RenameBoard', 'Knock', 'EnterClub', 'note-page', 'note-list', 'my-notes'],
  );
});

test('HT1: a route that cannot work is refused when the process starts, with the reason', () => {
  throws(() => routesOf(page('a', 'GET /v1/:nope')), /names? .*nope|nope, which the input does not declare/);
  throws(() => routesOf(page('a', 'GET /v1/:id/:id')), /names a field twice/);
  for (const route of [
    'GET /v1/',
    'GET /v1/*',
    'GET /v1/:id{a}',
    'GET v1',
    'GET /a b',
    'GET //x',
  ] as Route[]) {
    throws(() => routesOf(page('a', route)), /expected a route such as/, route);
  }
  throws(() => routesOf(page('a', 'POST /v1/:id')), /read by GET/);
  throws(() => routesOf(page('a', 'GET /v1/:id'), page('b', 'GET /v1/:id')), /a and b have the same route/);
});

test('HT5: objects become strict, declared catch-alls stay, lists are found through their wrappers', () => {
  deepEqual(strictInput(z.object({})).safeParse({ a: 1 }).success, false);
  deepEqual(strictInput(z.looseObject({})).safeParse({ a: 1 }).success, true);
  const list = z.array(z.string());
  const input = z.strictObject({
    a: list,
    b: list.optional(),
    c: list.default([]),
    d: z.string(),
    e: list.transform(String),
  });
  deepEqual([...listFields(input)], ['a', 'b', 'c', 'e']);
});
