import assert from 'node:assert/strict';
import type { Random } from '../run/random.ts';
import type { Answered, Call, Sent } from './call.ts';

/** A command under a key of its own, and what it does to the log when it is done once. */
export interface Wish extends Sent {
  readonly key: string;
  readonly as: string;
  readonly effect:
    | { readonly kind: 'post' }
    | { readonly kind: 'kudos'; readonly post: string }
    | { readonly kind: 'tie'; readonly pair: string };
}

/** A wish that was answered, and what a reader may ask for from then on. */
export interface Acknowledged {
  readonly wish: Wish;
  /** Of posts. */
  readonly id: string | undefined;
  readonly token: string;
}

/** What the log must hold, as the clients know it from the answers they had. */
export interface Community {
  readonly people: readonly string[];
  readonly acknowledged: readonly Acknowledged[];
  /** Wishes whose answer never came. They are asked again under the same key. */
  readonly unknown: ReadonlySet<Wish>;
  readonly posts: ReadonlySet<string>;
  /** `person post`. */
  readonly kudos: ReadonlySet<string>;
  /** `follower followee` → how often one of the two changed it. */
  readonly ties: ReadonlyMap<string, number>;
  /** Resolves when so many wishes were answered. */
  hasAcknowledged(count: number): Promise<void>;
  /** A wish that changes something, whatever the others do meanwhile. */
  next(): Wish;
  answered(wish: Wish, answer: Answered): Acknowledged | undefined;
  unanswered(wish: Wish): void;
}

/** Answers that say nothing of the effect. 408 is what a process that stood still tells of a request it read too late. */
export const isUnknown = (status: number): boolean => status === 408 || status === 429 || status >= 500;

const peopleCount = 12;

export async function community(call: Call, random: Random): Promise<Community> {
  const people: string[] = [];
  for (let i = 0; i < peopleCount; i++) {
    const made = await call({
      method: 'POST',
      path: '/v1/admin/accounts',
      body: { handle: `runner_${i}`, name: `R ${i}` },
    });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    people.push((made.body as { id: string }).id);
    const seen = await call({
      method: 'GET',
      path: `/v1/people/${people[i]}/counts`,
      headers: { 'touchline-min-position': String(made.headers['touchline-position']) },
    });
    assert.equal(seen.status, 200, JSON.stringify(seen.body));
  }
  const acknowledged: Acknowledged[] = [];
  const unknown = new Set<Wish>();
  const posts = new Set<string>();
  const kudos = new Set<string>();
  const asked = new Set<string>();
  const ties = new Map<string, number>();
  const busy = new Set<string>();
  const waiting = new Set<() => void>();
  let made = 0;

  const known: { readonly id: string; readonly author: string }[] = [];
  const postBy = (as: string, key: string): Wish => {
    const replyTo = known.length > 0 && random.chance(0.2) ? { replyTo: random.pick(known).id } : {};
    const body = { text: `Number ${made} #run${made % 7}`, ...replyTo };
    return { key, as, method: 'POST', path: '/v1/posts', body, effect: { kind: 'post' } };
  };

  return {
    people,
    acknowledged,
    unknown,
    posts,
    kudos,
    ties,
    hasAcknowledged: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (acknowledged.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    next() {
      const key = `wish-${made++}`;
      const as = random.pick(people);
      const chance = random.next();
      if (chance < 0.3 && known.length > 0) {
        const { id: post, author } = random.pick(known);
        if (author !== as && !asked.has(`${as} ${post}`)) {
          asked.add(`${as} ${post}`);
          return { key, as, method: 'PUT', path: `/v1/posts/${post}/kudos`, effect: { kind: 'kudos', post } };
        }
      }
      const other = random.pick(people);
      const pair = `${as} ${other}`;
      if (chance < 0.6 && other !== as && !busy.has(pair)) {
        busy.add(pair);
        const method = (ties.get(pair) ?? 0) % 2 === 0 ? 'PUT' : 'DELETE';
        return { key, as, method, path: `/v1/people/${other}/follow`, effect: { kind: 'tie', pair } };
      }
      return postBy(as, key);
    },

    answered(wish, answer) {
      const { status, body, headers } = answer;
      if (isUnknown(status)) return void unknown.add(wish);
      assert.ok(status < 300, `${wish.method} ${wish.path} was answered ${status} ${JSON.stringify(body)}`);
      unknown.delete(wish);
      const { effect } = wish;
      const id = effect.kind === 'post' ? (body as { id: string }).id : undefined;
      if (id !== undefined) {
        assert.ok(!posts.has(id), `two wishes were answered with the post ${id}`);
        posts.add(id);
        known.push({ id, author: wish.as });
      }
      if (effect.kind === 'kudos') kudos.add(`${wish.as} ${effect.post}`);
      if (effect.kind === 'tie') {
        ties.set(effect.pair, (ties.get(effect.pair) ?? 0) + 1);
        busy.delete(effect.pair);
      }
      const done = { wish, id, token: String(headers['touchline-position']) };
      acknowledged.push(done);
      for (const look of waiting) look();
      return done;
    },

    unanswered: (wish) => void unknown.add(wish),
  };
}
