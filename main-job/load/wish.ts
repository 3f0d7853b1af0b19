/** One request, and what its answer tells. */
export interface Wish {
  readonly kind: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly as: string;
  readonly body?: object;
  /** The domain may say no, because others were faster. */
  readonly mayBeRefused?: boolean;
  /** It is about to be sent. */
  readonly begin?: () => void;
  /** The answer of a read is looked at, too. */
  readonly keepsBody?: boolean;
  /** The answer is here; `undefined` where it was a no. Tells what is wrong with it. */
  readonly end?: (body: string | undefined) => string | undefined;
}

/** The bytes of a request, on a connection that is kept. */
export function requestText(wish: Wish, host: string, key: string, idempotencyKey: string): string {
  const { method, path, as, body } = wish;
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}/${as}\r\n`;
  if (method === 'GET') return `${head}\r\n`;
  const keyed = `${head}idempotency-key: ${idempotencyKey}\r\n`;
  if (!body) return `${keyed}\r\n`;
  const json = JSON.stringify(body);
  const length = Buffer.byteLength(json);
  return `${keyed}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${json}`;
}
