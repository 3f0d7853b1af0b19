import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { liveTopic, type LiveCall, type Hearing } from '../../live.ts';
import type { Look } from '../../look.ts';
import { forbidden, refuse, type Refusal } from '../../refusal.ts';
import type { RunningTopic } from './follow-topics.ts';
import { grantsOf } from './grants.ts';
import { onceOf } from './once.ts';

const asked: string[] = [];

/** What a service tells of a topic, to whom it says so. */
function told(service: string, topic: string, hearing: (call: LiveCall) => Hearing | Refusal): RunningTopic {
  const type = liveTopic(topic, {
    about: 'For this test.',
    access: 'anyone',
    refusals: { banned: forbidden('Banned.') },
    patches: [],
    reads: [],
    hearing(call) {
      asked.push(`${service} ${call.actor} ${call.key}`);
      return hearing(call);
    },
    tell: {},
  });
  return { service, type, look: {} as Look };
}

const topics = [
  told('posts', 'post', ({ key }) => ({ channels: [key], deafTo: new Set(['cleo']) })),
  told('feed', 'post', ({ actor }) => (actor === 'ben' ? refuse('banned') : { channels: ['all'] })),
  told('posts', 'public', () => ({ channels: ['all'], deafTo: new Set(['dan']) })),
];

const grants = (actor: string) =>
  grantsOf(
    topics,
    { caller: { actor, session: null, roles: [] }, asked: ['post:1', 'public'] },
    onceOf(actor),
  );

test('LV4: a stream hears what the services say of its caller, each in channels of its own', async () => {
  asked.length = 0;
  deepEqual(await grants('ana'), {
    heard: new Map([
      ['post:1', ['posts.post/1', 'feed.post/all']],
      ['public', ['posts.public/all']],
    ]),
    refused: [],
    deafTo: new Set(['cleo', 'dan']),
  });
  deepEqual(asked, ['posts ana 1', 'feed ana 1', 'posts ana ']);
});

test('LV4: a topic that several services tell of is heard when all of them say so', async () => {
  const { heard, refused } = await grants('ben');
  deepEqual([...heard.keys()], ['public']);
  deepEqual(refused, [{ topic: 'post:1', code: 'banned' }]);
});

test('LV9: what is the same in all topics is asked once for each service', async () => {
  const looks: Look[] = [];
  const hidden = (look: Look, actor: string | null): ReadonlySet<string> => {
    looks.push(look);
    return new Set([`${actor} ${looks.length}`]);
  };
  const of = (service: string, look: Look): RunningTopic => ({
    ...told(service, 'post', ({ key, once }) => ({ channels: [key], deafTo: once(hidden) })),
    look,
  });
  const [posts, feed] = [{} as Look, {} as Look];
  const caller = { actor: 'ana', session: null, roles: [] };
  const once = onceOf('ana');
  for (const key of ['1', '3']) {
    const asks = { caller, asked: [`post:${key}`, 'post:2'] };
    const { deafTo } = await grantsOf([of('posts', posts), of('feed', feed)], asks, once);
    deepEqual(deafTo, new Set(['ana 1', 'ana 2']));
  }
  deepEqual(looks, [posts, feed]);
});
