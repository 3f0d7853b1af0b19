import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '../fault.ts';
import { JsonPage, JsonText } from '../query.ts';
import { note, smallEdge } from './testing/small-edge.ts';

test('HT13: a position token is passed on; one that is none is a fault', async () => {
  const { send, asked } = smallEdge();
  await send('GET', `/v1/notes/${note}`, undefined, { 'touchline-min-position': '0.7-1.a' });
  const { least } = asked[0]!.call as { least: ReadonlyMap<number, number> };
  deepEqual(
    [...least],
    [
      [0, 7],
      [1, 10],
    ],
  );
  const strange = await send('GET', `/v1/notes/${note}`, undefined, { 'touchline-min-position': '2.1' });
  equal(strange.status, 400, 'there are two partitions');
  const bad = await send('GET', `/v1/notes/${note}`, undefined, { 'touchline-min-position': 'now' });
  deepEqual(
    [bad.status, (bad.json['faults'] as { path: string }[])[0]?.path],
    [400, 'Touchline-Min-Position'],
  );
});

test('HT13: a read that says how far it must have come is told how far it has, also where nothing is new', async () => {
  const { send } = smallEdge();
  const path = `/v1/notes/${note}`;
  const first = await send('GET', path, undefined, { 'touchline-min-position': '0.0' });
  equal(first.headers.get('touchline-position'), '0.7');
  const known = { 'touchline-min-position': '0.0', 'if-none-match': first.headers.get('etag') ?? '' };
  const again = await send('GET', path, undefined, known);
  deepEqual([again.status, again.headers.get('touchline-position')], [304, '0.7']);
  const waited = await send('GET', path, undefined, { 'touchline-min-position': '0.9' });
  equal(waited.headers.get('touchline-position'), '0.9', 'what was waited for is shown, too');
  equal((await send('GET', path)).headers.get('touchline-position'), null, 'nobody asked');
});

test('HT12: a fault that has more to say than its code says it', async () => {
  const paused = new Fault('not-yet-visible', 'inside', { detail: 'An operator has paused it.' });
  const { send } = smallEdge({ query: () => Promise.reject(paused) });
  const { status, json, headers } = await send('GET', `/v1/notes/${note}`);
  deepEqual(
    [status, json['code'], json['detail'], headers.get('retry-after')],
    [503, 'not-yet-visible', 'An operator has paused it.', '1'],
  );
});

test('HT14: JSON text is sent as it is, an object as its JSON', async () => {
  const text = '{"id": "odd spacing"}';
  const ready = smallEdge({ query: () => Promise.resolve(new JsonText(text)) });
  equal((await ready.send('GET', `/v1/notes/${note}`)).text, text);
  equal((await smallEdge().send('GET', `/v1/notes/${note}`)).json['text'], 'Up the hill');
});

test('HT15: a read carries an ETag, is kept private, and is 304 when the client has it', async () => {
  const { send } = smallEdge();
  const path = `/v1/notes/${note}`;
  const first = await send('GET', path);
  const etag = first.headers.get('etag') ?? '';
  match(etag, /^W\/"[!#-~]+"$/);
  deepEqual(
    [first.headers.get('cache-control'), first.headers.get('vary')],
    ['private, no-cache', 'Authorization, Cookie'],
  );
  for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await send('GET', path, undefined, { 'if-none-match': known });
    deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', etag]);
  }
  equal((await send('GET', path, undefined, { 'if-none-match': '"other"' })).status, 200);
});

test('HT15: the ETag follows from what the query says, or from the bytes', async () => {
  const etagOf = async (body: object) => {
    const { send } = smallEdge({ query: () => Promise.resolve(body) });
    return (await send('GET', `/v1/notes/${note}`)).headers.get('etag');
  };
  equal(await etagOf(new JsonText('{}', { etag: 'r7' })), 'W/"r7"');
  equal(await etagOf(new JsonText('{}', { etag: 'a"\r\nb' })), await etagOf({}));
  ok((await etagOf({ a: 1 })) !== (await etagOf({ a: 2 })));
});

test('HT16: a page with a next one links to it and keeps the other parameters', async () => {
  const page = { items: [], next: 'a/b=&c' };
  const link = '</v1/notes?limit=5&before=a%2Fb%3D%26c&tag=x+y>; rel="next"';
  for (const body of [page, new JsonPage('', { next: page.next })]) {
    const { send } = smallEdge({ query: () => Promise.resolve(body) });
    const first = await send('GET', '/v1/notes?limit=5&before=old&tag=x%20y');
    deepEqual(first.json, page);
    equal(first.headers.get('link'), link);
    const plain = await send('GET', '/v1/notes?limit=5&before=old');
    equal(plain.headers.get('link'), '</v1/notes?limit=5&before=a%2Fb%3D%26c>; rel="next"');
    const none = await send('GET', '/v1/notes');
    equal(none.headers.get('link'), '</v1/notes?before=a%2Fb%3D%26c>; rel="next"');
  }
  const last = smallEdge({ query: () => Promise.resolve({ items: [] }) });
  equal((await last.send('GET', '/v1/notes')).headers.get('link'), null);
});
