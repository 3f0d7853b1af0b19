import assert from 'node:assert/strict';
import { compose, type Composed } from '../../apps/server/src/compose.ts';
import { community } from '../crash/community.ts';
import { inProcess } from '../crash/in-process.ts';
import { load } from '../crash/load.ts';
import type { Fired } from '../run/fired.ts';
import type { Random } from '../run/random.ts';
import type { Tokens } from './bad-request.ts';
import type { Existing } from './fitting.ts';
import { operationsOf, type OpenApi, type Operation } from './operations.ts';

export interface UsedServer {
  readonly composed: Composed;
  readonly existing: Existing;
  readonly tokens: Tokens;
  readonly operations: readonly Operation[];
}

const operatorKey = 'operator.requests';
const signIn = {
  handle: 'real_one',
  email: 'real@example.org',
  name: 'Real',
  password: 'wet grass and late trains',
};

/** The whole app with a small community in it, and tokens of every kind. */
export async function usedServer(
  folder: string,
  random: Random,
  count: Fired,
  log: (line: string) => void,
): Promise<UsedServer> {
  const composed = await compose({ dataFolder: folder, partitions: 3 }, { operatorKey, log });
  const call = inProcess(composed, operatorKey);
  const { people, posts, ...inside } = await community(call, random);
  await load(call, { people, posts, ...inside }, random, count, 200);
  await call({ method: 'POST', path: '/v1/accounts', body: signIn });
  const signedIn = await call({
    method: 'POST',
    path: '/v1/sessions',
    body: { login: signIn.handle, password: signIn.password },
  });
  assert.equal(signedIn.status, 201, JSON.stringify(signedIn.body));
  const { accessToken } = signedIn.body as { accessToken: string };
  const [head = '', claims = '', signature = ''] = accessToken.split('.');
  const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  const contract = (await call({ method: 'GET', path: '/openapi.json' })).body as OpenApi;
  return {
    composed,
    operations: operationsOf(contract),
    existing: {
      people,
      posts: [...posts].slice(0, 50),
      handles: people.map((_, i) => `runner_${i}`),
    },
    tokens: {
      good: [accessToken, operatorKey, ...people.slice(0, 4).map((person) => `${operatorKey}/${person}`)],
      bad: [
        `${none}.${claims}.`,
        `${none}.${claims}.${signature}`,
        `${head}.${claims}.${signature.slice(0, -4)}AAAA`,
        `${head}.${claims.slice(0, -2)}.${signature}`,
        'operator.guess',
        'a.b.c',
        'x'.repeat(4000),
      ],
    },
  };
}
