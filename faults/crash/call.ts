import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import type { ServerProcess } from './server-process.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** A person's id; the operator where none is given. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

export type Call = (sent: Sent) => Promise<Answered>;

/** Requests to one server process. Rejects where no whole answer came back: what became of it is not known. */
export function caller(
  { url, key }: Pick<ServerProcess, 'url' | 'key'>,
  agent = new Agent({ keepAlive: true, maxSockets: 64 }),
): Call & { close(): void } {
  const call: Call = ({ method, path, body, as, headers }) =>
    new Promise((resolve, reject) => {
      const sending = request(
        {
          agent,
          host: url.hostname,
          port: url.port,
          method,
          path,
          headers: {
            authorization: `Bearer ${as === undefined ? key : `${key}/${as}`}`,
            ...(body && { 'content-type': 'application/json' }),
            ...headers,
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            if (!answer.complete) return reject(new Error('The answer was cut off.'));
            const isJson = (answer.headers['content-type'] ?? '').endsWith('json');
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
            });
          });
        },
      );
      sending.on('error', reject);
      sending.end(body && JSON.stringify(body));
    });
  return Object.assign(call, { close: () => agent.destroy() });
}
