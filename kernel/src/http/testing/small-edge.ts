import type { Caller } from '../../command.ts';
import { cursorSeal } from '../../runtime/cursor-seal.ts';
import type { Dispatch, Executed, ExecuteCall, QueryOptions } from '../../runtime/dispatch.ts';
import { httpApp } from '../http-app.ts';
import type { HttpOptions } from '../http-options.ts';
import { smallClub } from './small-club.ts';

export const board = '01k9w3m8x2f7qtb6s5n0v4c1dz';
export const note = '01k9w3m8x2f7qtb6s5n0v4c1e0';
export const member: Caller = { actor: '01k9w3m8x2f7qtb6s5n0v4c1aa', session: 's1', roles: [] };
const administrator: Caller = { ...member, roles: ['administrator'] };
const operator: Caller = { actor: 'operator', session: null, roles: ['administrator', 'operator'] };

export const done = (parts: Partial<Executed> = {}): Executed => ({
  id: board,
  body: { id: board },
  positions: new Map([[0, 7]]),
  repeated: false,
  ...parts,
});

export interface Asked {
  readonly name: string;
  readonly input: object;
  readonly call: ExecuteCall | QueryOptions;
}

interface Behind {
  readonly execute?: () => ReturnType<Dispatch['execute']>;
  readonly query?: () => ReturnType<Dispatch['query']>;
}

/** An app over the small club, with what came through to the dispatch. */
export function smallEdge(behind: Behind = {}, options: Partial<HttpOptions> = {}) {
  const asked: Asked[] = [];
  const dispatch: Dispatch = {
    services: [smallClub],
    partitions: 2,
    cursors: cursorSeal(new Uint8Array(32)),
    execute: (_service, command, input, call) => {
      asked.push({ name: command.type, input, call });
      return behind.execute?.() ?? Promise.resolve(done());
    },
    query: (_service, query, input, call) => {
      asked.push({ name: query.name, input, call });
      return behind.query?.() ?? Promise.resolve({ id: note, text: 'Up the hill', tags: [] });
    },
    position: () => new Map([[0, 7]]),
  };
  const callers: Readonly<Record<string, Caller>> = { member, administrator, operator };
  const app = httpApp({ dispatch, authenticate: (token) => callers[token], ...options });

  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await app.request(path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: text }),
    });
    const read = await response.text();
    return { status: response.status, headers: response.headers, text: read, json: jsonOf(read) };
  };
  return { app, asked, send, dispatch };
}

export const asMember = { authorization: 'Bearer member' };
export const asAdministrator = { authorization: 'Bearer administrator' };
export const asOperator = { authorization: 'Bearer operator' };

const jsonOf = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};
