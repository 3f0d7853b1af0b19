import assert from 'node:assert/strict';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';
import type { Answered, Call } from './call.ts';
import { type Acknowledged, type Community, isUnknown, type Wish } from './community.ts';

const clients = 8;
const wishesMax = 20_000;

const send = (call: Call, wish: Wish): Promise<Answered> =>
  call({ ...wish, headers: { 'idempotency-key': wish.key } });

/** Clients that wish without pause until the server does not answer any more, or `enough` wishes were made. */
export async function load(
  call: Call,
  inside: Community,
  random: Random,
  count: Fired,
  enough = wishesMax,
): Promise<void> {
  let made = 0;
  let gone = false;
  const client = async (chance: Random): Promise<void> => {
    while (!gone && made++ < enough) {
      const wish = inside.next();
      // Some ask twice at once, as a client does whose patience ended.
      const twice = chance.chance(0.05);
      const [answer, again] = await Promise.all([
        send(call, wish).catch(() => undefined),
        twice ? send(call, wish).catch(() => undefined) : undefined,
      ]);
      if (twice) count('wishes sent twice at once');
      const done = answer && inside.answered(wish, answer);
      gone ||= !answer;
      if (!answer) inside.unanswered(wish);
      if (done && again) assertSameAnswer(done, again);
      if (done && chance.chance(0.1))
        await assertVisible(call, inside, done, chance, count).catch((error: unknown) => {
          if (error instanceof assert.AssertionError) throw error;
        });
    }
  };
  await Promise.all(Array.from({ length: clients }, () => client(random.fork())));
}

function assertSameAnswer(done: Acknowledged, again: Answered): void {
  if (isUnknown(again.status)) return;
  assert.ok(
    again.status < 300,
    `the same wish at once was answered ${again.status} ${JSON.stringify(again.body)}`,
  );
  if (done.id !== undefined)
    assert.equal((again.body as { id: string }).id, done.id, 'one key made two posts');
}

/** INV-07: whoever asks with the token sees the write, or is told that it cannot be shown yet. */
export async function assertVisible(
  call: Call,
  inside: Community,
  { wish, id, token }: Acknowledged,
  random: Random,
  count: Fired,
): Promise<void> {
  const as = random.pick(inside.people);
  const post = id ?? (wish.effect.kind === 'kudos' ? wish.effect.post : undefined);
  if (post === undefined) return;
  const read = await call({
    method: 'GET',
    path: `/v1/posts/${post}`,
    as,
    headers: { 'touchline-min-position': token },
  });
  count('reads with a token');
  if (read.status === 503) return;
  assert.equal(read.status, 200, `the token ${token} of post ${post} was answered ${read.status}`);
  if (wish.effect.kind === 'kudos') {
    const { counts } = read.body as { counts: { kudos: number } };
    const given = [...inside.kudos].filter((one) => one.endsWith(` ${post}`)).length;
    assert.ok(counts.kudos >= 1 && given >= 1, `the kudos of token ${token} is not counted on ${post}`);
  }
}

/** Unknown wishes once more, under the same keys; and some of the known ones, which must change nothing. */
export async function askAgain(call: Call, inside: Community, random: Random, count: Fired): Promise<void> {
  for (const wish of Array.from(inside.unknown)) {
    const answer = await send(call, wish);
    assert.ok(
      inside.answered(wish, answer),
      `${wish.key} was answered ${answer.status} when nothing else went on`,
    );
    count('unknown outcomes asked again');
    if (answer.headers['idempotency-replayed'] === 'true') count('of them done before the kill');
  }
  if (inside.acknowledged.length === 0) return;
  for (let i = 0; i < 5; i++) {
    const { wish, id } = random.pick(inside.acknowledged.slice(-200));
    const answer = await send(call, wish);
    assert.equal(
      answer.headers['idempotency-replayed'],
      'true',
      `${wish.key} was answered before; it was done again`,
    );
    if (id !== undefined) assert.equal((answer.body as { id: string }).id, id, 'one key made two posts');
  }
}
