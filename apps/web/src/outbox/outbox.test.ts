import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, Unreachable } from '../api/failure.ts';
import { outbox } from './outbox.ts';
import type { Wish } from './wish.ts';

const refusal = (status: number): Refused =>
  new Refused({ type: '', title: '', status, code: 'no', detail: 'No.', requestId: 'r' });

function rig(
  answers: (wish: Wish) => unknown,
  kept = new Map<string, unknown>(),
  online = () => true,
  seen = () => Promise.resolve(),
  alone = (work: () => Promise<void>) => work(),
  forgetting = () => Promise.resolve(),
  person = () => 'me',
) {
  const log: string[] = [];
  const planned: (() => void)[] = [];
  const note = (what: string) => (wish: Wish) => void log.push(`${what} ${wish.key}`);
  const deed = {
    show: note('show'),
    done: note('done'),
    refused: note('refused'),
    elsewhere: note('elsewhere'),
  };
  const box = outbox({
    deeds: { publish: deed, kudos: deed, repost: deed, follow: deed },
    store: {
      put: async (key, wish) => void kept.set(key, wish),
      remove: async (key) => {
        await forgetting();
        kept.delete(key);
      },
      all: async () => [...kept.values()],
      clear: async () => kept.clear(),
    },
    send: async (wish) => {
      log.push(`send ${wish.key}`);
      const answer = await answers(wish);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    alone,
    person,
    online,
    later: (work) => void planned.push(work),
    seen,
  });
  return { box, log, planned, kept };
}

const wish = (key: string, over: Partial<Wish> = {}): Wish => ({
  key,
  kind: 'kudos',
  person: 'me',
  subject: key,
  method: 'PUT',
  path: '/x',
  at: key,
  ...over,
});

test('a wish shows at once, is sent, and leaves nothing behind', async () => {
  const { box, log, kept } = rig(() => 'ok');
  await box.wish(wish('1'));
  await box.flush();
  deepEqual(log, ['show 1', 'send 1', 'done 1']);
  deepEqual([box.wishes.value.length, kept.size, box.stuck.value], [0, 0, false]);
});

test('a wish is kept at once and sent when it has been seen', async () => {
  const screen = Promise.withResolvers<void>();
  const { box, log, kept } = rig(
    () => 'ok',
    new Map(),
    () => true,
    () => screen.promise,
  );
  await box.wish(wish('1'));
  deepEqual([log, [...kept.keys()]], [['show 1'], ['1']]);
  screen.resolve();
  await screen.promise;
  await box.flush();
  deepEqual(log, ['show 1', 'send 1', 'done 1']);
});

test('without a connection wishes wait in their order and are sent when it is back', async () => {
  let away = true;
  const { box, log, planned, kept } = rig(() => (away ? new Unreachable(undefined) : 'ok'));
  await box.wish(wish('1'));
  await box.wish(wish('2'));
  await box.flush();
  equal(box.stuck.value, true);
  deepEqual([...kept.keys()], ['1', '2']);
  away = false;
  planned[0]?.();
  await box.flush();
  deepEqual(log.slice(-4), ['send 1', 'done 1', 'send 2', 'done 2']);
  deepEqual([kept.size, box.stuck.value], [0, false]);
});

test('a wish of a page that was closed is shown and sent by the next one, with the same key', async () => {
  const kept = new Map<string, unknown>();
  const first = rig(() => new Unreachable(undefined), kept);
  await first.box.wish(wish('1'));
  await first.box.flush();
  const second = rig(() => 'ok', kept);
  await second.box.restore();
  deepEqual(second.log, ['show 1', 'send 1', 'done 1']);
  equal(kept.size, 0);
});

test('a wish that is taken back shows until it is forgotten, and is not sent meanwhile', async () => {
  const forgetting = Promise.withResolvers<void>();
  let away = true;
  const { box, log, kept } = rig(
    () => 'ok',
    new Map(),
    () => !away,
    () => Promise.resolve(),
    (work) => work(),
    () => forgetting.promise,
  );
  await box.wish(wish('1'));
  await box.flush();
  const taken = [box.takeBack('1'), box.takeBack('1')];
  away = false;
  const sent = box.flush();
  deepEqual(
    [box.wishes.value.length, kept.size],
    [1, 1],
    'whoever leaves now has not been told that it is gone',
  );
  forgetting.resolve();
  deepEqual(await Promise.all(taken), [true, true]);
  await sent;
  deepEqual(log, ['show 1', 'refused 1']);
  deepEqual([box.wishes.value.length, kept.size, box.stuck.value], [0, 0, false]);
});

test('a wish that the browser could not forget can be taken back again', async () => {
  const outcomes = [() => Promise.reject(new Error('no storage'))];
  const { box, kept } = rig(
    () => 'ok',
    new Map(),
    () => false,
    () => Promise.resolve(),
    (work) => work(),
    () => outcomes.pop()?.() ?? Promise.resolve(),
  );
  await box.wish(wish('1'));
  await rejects(box.takeBack('1'), /no storage/);
  deepEqual([box.wishes.value.length, kept.size], [1, 1]);
  equal(await box.takeBack('1'), true);
  deepEqual([box.wishes.value.length, kept.size], [0, 0]);
});

test('a refusal is final, and the next wish is sent', async () => {
  const { box, log } = rig(({ key }) => (key === '1' ? refusal(404) : 'ok'));
  await box.wish(wish('1'));
  await box.wish(wish('2'));
  await box.flush();
  deepEqual(
    log.filter((line) => !line.startsWith('show')),
    ['send 1', 'refused 1', 'send 2', 'done 2'],
  );
});

test('an overloaded server and a session that is over are no refusals', async () => {
  for (const status of [401, 429, 503]) {
    const { box, kept } = rig(() => refusal(status));
    await box.wish(wish('1'));
    await box.flush();
    deepEqual([kept.size, box.stuck.value], [1, true], String(status));
  }
});

test('kudos given and taken back without a connection are never sent', async () => {
  let online = false;
  const { box, log, kept } = rig(
    () => 'ok',
    new Map(),
    () => online,
  );
  await box.wish(wish('1', { subject: 'p' }));
  await box.wish(wish('2', { subject: 'p', method: 'DELETE' }));
  online = true;
  await box.flush();
  // As the first one was shown before, it is what the second one goes back to.
  deepEqual([kept.size, log], [0, ['show 1', 'show 2', 'refused 2', 'refused 1']]);
});

test('what may have arrived is not dropped: both are sent, in their order', async () => {
  let away = true;
  const { box, log } = rig(() => (away ? new Unreachable(undefined) : 'ok'));
  await box.wish(wish('1', { subject: 'p' }));
  await box.flush();
  equal(await box.takeBack('1'), false);
  await box.wish(wish('2', { subject: 'p', method: 'DELETE' }));
  await box.flush();
  away = false;
  await box.flush();
  deepEqual(log.slice(-4), ['send 1', 'done 1', 'send 2', 'done 2']);
});

test('what is wished for while the lock is given back after the last was sent is sent, too', async () => {
  const letGo = Promise.withResolvers<void>();
  const { box, log } = rig(
    () => 'ok',
    new Map(),
    () => true,
    () => Promise.resolve(),
    (work) => work().then(() => letGo.promise),
  );
  await box.wish(wish('1'));
  const sent = box.flush();
  await new Promise(setImmediate);
  await box.wish(wish('2'));
  await new Promise(setImmediate);
  letGo.resolve();
  await sent;
  await new Promise(setImmediate);
  deepEqual(log, ['show 1', 'send 1', 'done 1', 'show 2', 'send 2', 'done 2']);
});

test("nobody sends another person's wishes", async () => {
  const kept = new Map<string, unknown>([['1', wish('1', { person: 'other' })]]);
  const { box, log } = rig(() => 'ok', kept);
  await box.restore();
  deepEqual([log, kept.size], [[], 1]);
});

test('there is an end to what can wait', async () => {
  const { box } = rig(() => new Unreachable(undefined));
  for (let i = 0; i < 100; i++) equal(await box.wish(wish(String(i).padStart(3, '0'))), true);
  equal(await box.wish(wish('x')), false);
});

test('what another tab sent or took back meanwhile is not sent again', async () => {
  const kept = new Map<string, unknown>([['1', wish('1')]]);
  let online = false;
  const { box, log } = rig(
    () => 'ok',
    kept,
    () => online,
  );
  await box.restore();
  kept.delete('1');
  online = true;
  await box.flush();
  deepEqual(log, ['show 1', 'elsewhere 1']);
  deepEqual(box.wishes.value, []);
});

test('what somebody did not send while logged in is neither shown to the next person nor in the way of theirs', async () => {
  let person = 'me';
  let away = true;
  const kept = new Map<string, unknown>();
  const { box, log } = rig(
    () => (away ? new Unreachable(undefined) : 'ok'),
    kept,
    () => true,
    () => Promise.resolve(),
    (work) => work(),
    () => Promise.resolve(),
    () => person,
  );
  await box.wish(wish('1'));
  await box.flush();
  box.letGo();
  deepEqual([box.wishes.value, box.stuck.value, [...kept.keys()]], [[], false, ['1']]);
  person = 'other';
  away = false;
  await box.restore();
  await box.wish(wish('2', { person }));
  await box.flush();
  deepEqual(log, ['show 1', 'send 1', 'show 2', 'send 2', 'done 2']);
  person = 'me';
  await box.restore();
  deepEqual(log.slice(5), ['show 1', 'send 1', 'done 1']);
});

test('what is answered after a log-out is not told any more', async () => {
  for (const outcome of ['ok', refusal(404)]) {
    const answer = Promise.withResolvers<unknown>();
    const { box, log, kept } = rig(() => answer.promise);
    await box.wish(wish('1'));
    const sent = box.flush();
    await new Promise(setImmediate);
    await box.clear();
    answer.resolve(outcome);
    await sent;
    deepEqual([log, kept.size], [['show 1', 'send 1'], 0]);
  }
});
