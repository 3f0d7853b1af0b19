import type { Requests } from './job.ts';

/** Writes the requests of one kind, one after the other; `undefined` when they are used up. */
export function requestWriter(kind: Requests, host: string): () => string | undefined {
  const { method, paths, tokens, tokenStep = 0, bodies, keyed, requestsMax = Infinity } = kind;
  const run = `${process.pid.toString(36)}-${Date.now().toString(36)}`;
  const tails = bodies?.map(
    (body) => `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ) ?? ['\r\n'];
  let n = 0;
  return () => {
    if (n >= requestsMax) return undefined;
    const path = paths[n % paths.length] as string;
    const round = tokenStep > 0 ? n * tokenStep : Math.floor(n / paths.length);
    const token = tokens[round % tokens.length] as string;
    const tail = tails[n % tails.length] as string;
    const key = keyed ? `idempotency-key: ${run}-${n}\r\n` : '';
    n++;
    const authorization = token === '' ? '' : `authorization: Bearer ${token}\r\n`;
    return `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${authorization}${key}${tail}`;
  };
}
