import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openCommunity, type Community } from '../testing/community.ts';

let community: Community;
before(async () => (community = await openCommunity()));
after(() => community.close());

/** `name{labels}` → value, of what is ours. */
async function scraped(): Promise<Map<string, number>> {
  const { body } = await community.ask<string>('GET', '/metrics');
  const lines = body.split('\n').filter((line) => line.startsWith('touchline_'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('every consumer tells of its lag in events and in seconds, and of its state', async () => {
  const { composed, person } = community;
  const ana = await person('ana');
  await composed.host.drain();
  const pages = composed.host.runtimes.get('people')?.views.get('person-page')?.live().consumer;
  ok(pages);
  const labels = `service="people",consumer="${pages.name}"`;
  const level = await scraped();
  equal(level.get(`touchline_consumer_lag_events{${labels}}`), 0);
  equal(level.get(`touchline_consumer_lag_seconds{${labels}}`), 0);
  equal(level.get(`touchline_consumer_state{${labels},state="running"}`), 1);
  pages.pause();
  const profile = { name: 'Ana B' };
  equal(
    (await community.ask('PUT', '/v1/me/profile', { as: community.tokenOf(ana), body: profile })).status,
    200,
  );
  const { clock } = composed.host;
  const from = clock.now();
  while (clock.now() - from < 200) await clock.turn();
  const behind = await scraped();
  equal(behind.get(`touchline_consumer_lag_events{${labels}}`), 1);
  ok((behind.get(`touchline_consumer_lag_seconds{${labels}}`) ?? 0) >= 0.2);
  deepEqual(
    ['running', 'paused'].map((state) => behind.get(`touchline_consumer_state{${labels},state="${state}"}`)),
    [0, 1],
  );
  pages.resume();
});

test('reads of the cache only ever grow in number', async () => {
  const reads = async (outcome: string): Promise<number> =>
    (await scraped()).get(`touchline_cache_reads_total{outcome="${outcome}"}`) ?? 0;
  const hits = await reads('hit');
  await community.ask('GET', '/v1/people/ana');
  await community.ask('GET', '/v1/people/ana');
  ok((await reads('hit')) > hits);
});

test('requests are counted by declared route, and the event loop is watched', async () => {
  await community.ask('GET', '/v1/people/nobody_here');
  equal(
    (await scraped()).get(
      'touchline_http_requests_total{route="/v1/people/:handle",method="GET",status="404"}',
    ),
    1,
  );
  const { body } = await community.ask<string>('GET', '/metrics');
  match(body, /^nodejs_eventloop_lag_p99_seconds \d/m);
});
