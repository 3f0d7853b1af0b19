import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type ComposeOptions, type Composed } from '../compose.ts';
import { newOperatorKey } from '../server-file.ts';

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Community {
  readonly composed: Composed;
  /** Sends a request; `as` is a token, or nobody. Bodies are JSON. */
  ask<Body = never>(method: string, path: string, options?: AskOptions): Promise<Answer<Body>>;
  /** A token that acts for a person, as imports use it. */
  tokenOf(person: string): string;
  readonly operator: string;
  readonly dataFolder: string;
  /** Makes a person without a password; answers the id. */
  person(handle: string): Promise<string>;
  /** Stops, and starts again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface AskOptions {
  readonly as?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole application on a folder of its own, without a socket. */
export async function openCommunity(
  partitions = 1,
  {
    origin,
    webhook,
    ...given
  }: { readonly origin?: string; readonly webhook?: string } & Pick<ComposeOptions, 'faces' | 'tracer'> = {},
): Promise<Community> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'touchline-app-'));
  const operator = newOperatorKey();
  const open = () =>
    compose({ dataFolder, partitions, origin, webhook }, { operatorKey: operator, ...given });
  let composed = await open();

  async function ask<Body>(
    method: string,
    path: string,
    { as, body, headers }: AskOptions = {},
  ): Promise<Answer<Body>> {
    const answer = await composed.app.request(path, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${as}` }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json') && text !== '';
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body };
  }

  return {
    get composed() {
      return composed;
    },
    ask,
    operator,
    dataFolder,
    tokenOf: (person) => `${operator}/${person}`,
    async person(handle) {
      const body = { handle, name: `${handle.slice(0, 1).toUpperCase()}${handle.slice(1)}` };
      return (await ask<{ id: string }>('POST', '/v1/admin/accounts', { as: operator, body })).body.id;
    },
    async restart() {
      await composed.close();
      composed = await open();
    },
    async close() {
      await composed.close();
      await rm(dataFolder, { recursive: true });
    },
  };
}
