import { equal } from 'node:assert/strict';
import type { Answer, Community } from './community.ts';

/** A browser as far as sessions go: it keeps cookies, and says where its requests come from. */
export interface Browser {
  ask<Body = never>(method: string, path: string, body?: object, headers?: Headers): Promise<Answer<Body>>;
  logIn(login: string, password: string): Promise<void>;
  /** By name, as the server set them. */
  readonly jar: Map<string, string>;
  /** The last `Set-Cookie` of each cookie. */
  readonly attributes: Map<string, string>;
}

type Headers = Readonly<Record<string, string>>;

export function browser(community: Community, origin = 'http://localhost'): Browser {
  const jar = new Map<string, string>();
  const attributes = new Map<string, string>();

  async function ask<Body>(method: string, path: string, body?: object, headers: Headers = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const own = { origin, 'sec-fetch-site': 'same-origin' };
    const answer = await community.ask<Body>(method, path, {
      headers: { ...(cookie && { cookie }), ...(method !== 'GET' && own), ...headers },
      ...(body && { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]?.split('=', 2) ?? [];
      attributes.set(name, line.slice(line.indexOf(';') + 2));
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }

  return {
    jar,
    attributes,
    ask,
    async logIn(login, password) {
      const body = { login, password };
      const done = await ask<object>('POST', '/v1/sessions', body, { 'touchline-session': 'cookie' });
      equal(done.status, 201);
    },
  };
}
