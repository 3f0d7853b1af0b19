import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type ComposeOptions } from '../../../apps/server/src/compose.ts';
import type { Check } from '../check.ts';
import type { Claim } from '../claims.ts';
import type { Reach } from '../reach.ts';

const operatorKey = 'operator.check';
const size = 12;

export interface LivelyWorld extends Check {
  readonly reach: Reach;
  /** Stops, and starts again on the same folder: what only caches knew is gone. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A dozen people who did everything that there is to do at least once, without a socket. */
export async function livelyWorld(
  partitions: number,
  options: Pick<ComposeOptions, 'openEngine'> = {},
): Promise<LivelyWorld> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'touchline-check-'));
  const open = () => compose({ dataFolder, partitions }, { operatorKey, ...options });
  let composed = await open();
  const send = async (method: string, path: string, as?: string, body?: object) => {
    const answer = await composed.app.request(path, {
      method,
      headers: {
        ...(as !== undefined && {
          authorization: `Bearer ${as === '' ? operatorKey : `${operatorKey}/${as}`}`,
        }),
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const reach: Reach = {
    read: (path, person) => send('GET', path, person),
    operate: (path, method = 'GET') => send(method, path, '', method === 'POST' ? {} : undefined),
  };
  const end = async (): Promise<void> => {
    await composed.close();
    await rm(dataFolder, { recursive: true });
  };
  try {
    const made = await fill(async (method, path, as, body) => {
      const { status, text } = await send(method, path, as, body);
      if (status >= 300) throw new Error(`${method} ${path} was answered ${status} ${text}`);
      return text === '' ? '' : ((JSON.parse(text) as { id?: string }).id ?? '');
    });
    return {
      ...made,
      reach,
      async restart() {
        await composed.close();
        composed = await open();
      },
      close: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

type Send = (method: string, path: string, as: string, body?: object) => Promise<string>;

const visibilityOf = (n: number): string => (n % 9 === 4 ? 'followers' : n % 13 === 5 ? 'only-me' : 'public');

async function fill(send: Send): Promise<Check> {
  const ids: string[] = [];
  for (let i = 0; i < size; i++)
    ids.push(await send('POST', '/v1/admin/accounts', '', { handle: `u_${i}`, name: `Person ${i}` }));
  const id = (i: number): string => ids[i % size] as string;
  const graph = ids.flatMap((_, i) => [1, 2, 3].map((step) => [`${i}`, `${(i + step) % size}`] as const));
  for (const [a, b] of graph)
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const)
      // prettier-ignore
      await send('PUT', `/v1/people/${id(Number(other))}/follow`, id(Number(one)));

  const claims = new Map<string, Claim>();
  const posts: string[] = [];
  const publish = async (author: string, text: string, more: object = {}): Promise<string> => {
    const post = await send('POST', '/v1/posts', author, { text, ...more });
    claims.set(`post ${post}`, { author, text });
    posts.push(post);
    return post;
  };
  const reacted = async (what: 'kudos' | 'repost', post: string, by: string): Promise<void> => {
    await send('PUT', `/v1/posts/${post}/${what}`, by);
    claims.set(`${what} ${post} ${by}`, true);
  };
  for (let n = 0; n < 260; n++) {
    const text = `Number ${n} #run${n % 3}${n % 20 === 0 ? ' with @u_1' : ''}`;
    await publish(id(n), text, { visibility: visibilityOf(n) });
  }
  for (let n = 0; n < 60; n += 4) {
    if (visibilityOf(n) === 'only-me') continue;
    const post = posts[n] as string;
    await publish(id(n + 1), `To ${n}`, { replyTo: post });
    await reacted('kudos', post, id(n + 1));
    await reacted('kudos', post, id(n + 2));
    if (visibilityOf(n) === 'public') await reacted('repost', post, id(n + 3));
  }
  await send('DELETE', `/v1/posts/${posts[8]}/kudos`, id(9));
  claims.set(`kudos ${posts[8]} ${id(9)}`, false);
  await send('PUT', `/v1/posts/${posts[3]}`, id(3), { text: 'Better so' });
  claims.set(`post ${posts[3]}`, { author: id(3), text: 'Better so' });
  await send('DELETE', `/v1/posts/${posts[200]}`, id(200));
  claims.set(`post ${posts[200]}`, 'gone');
  await send('DELETE', `/v1/people/${id(1)}/follow`, id(0));
  claims.set(`follow ${id(0)} ${id(1)}`, false);
  await send('PUT', `/v1/people/${id(4)}/block`, id(3));
  claims.set(`block ${id(3)} ${id(4)}`, true);
  await send('PUT', `/v1/people/${id(6)}/mute`, id(5));
  claims.set(`mute ${id(5)} ${id(6)}`, true);
  return { graph, claims: { claims: [...claims], postsUnderWay: 0 } };
}
