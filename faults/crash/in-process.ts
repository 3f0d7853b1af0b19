import type { Composed } from '../../apps/server/src/compose.ts';
import type { Call } from './call.ts';

/** The same requests without a socket. */
export const inProcess =
  ({ app }: Pick<Composed, 'app'>, key: string): Call =>
  async ({ method, path, body, as, headers }) => {
    const answer = await app.request(path, {
      method,
      headers: {
        authorization: `Bearer ${as === undefined ? key : `${key}/${as}`}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').endsWith('json');
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
    };
  };
