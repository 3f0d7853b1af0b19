import type { Random } from '../run/random.ts';
import { fitting, pathOf, type Existing } from './fitting.ts';
import { nasty, nastyText, undeclared } from './nasty.ts';
import type { Operation } from './operations.ts';

export interface BadRequest {
  readonly operation: Operation;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** What was done to it. */
  readonly kinds: readonly string[];
}

export interface Tokens {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

interface Draft {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  raw: string | Uint8Array<ArrayBuffer> | undefined;
}

/** Requests that are almost right: each made from the contract, then spoilt in one to three ways. */
export function badRequests(
  operations: readonly Operation[],
  existing: Existing,
  tokens: Tokens,
  random: Random,
): () => BadRequest {
  const spoil: Readonly<Record<string, (draft: Draft, operation: Operation) => void>> = {
    path(draft, operation) {
      const place = (): string | undefined =>
        random.chance(0.7)
          ? random.pick([encoded(nastyText(random)), '%', '%00', '%ff', '%2e%2e', '..;'])
          : undefined;
      const [, query] = draft.path.split('?');
      draft.path = pathOf(operation, existing, random, place) + (query === undefined ? '' : `?${query}`);
    },
    query(draft, { query }) {
      const names = [...Object.keys(query), 'limit', 'before', 'after', 'roles', '__proto__', ''];
      const pairs = Array.from({ length: 1 + random.below(3) }, () => {
        const value = random.chance(0.1) ? '%' : encoded(nastyText(random));
        return `${encoded(random.pick(names))}=${value}`;
      });
      draft.path += (draft.path.includes('?') ? '&' : '?') + pairs.join('&');
    },
    body(draft) {
      draft.body = random.chance(0.2) ? nasty(random) : spoilt(draft.body, random);
    },
    'undeclared field'(draft) {
      const [name, value] = random.pick(Object.entries(undeclared));
      draft.body = { ...(draft.body as object | undefined), [name]: value };
    },
    'raw body'(draft) {
      const text = JSON.stringify(draft.body ?? { text: 'x' });
      const bytes = new TextEncoder().encode(text);
      draft.raw = random.pick<() => string | Uint8Array<ArrayBuffer>>([
        () => text.slice(0, random.below(text.length)),
        () => `${text}}`,
        () => `\ufeff${text}`,
        () => '['.repeat(5000),
        () => '{"__proto__":{"roles":["administrator"]}}',
        () => '{"text":"a","text":"b"}',
        () => '{"text":"\\ud800"}',
        () => ' '.repeat(30_000),
        () => bytes.map((byte) => (random.chance(0.05) ? random.below(256) : byte)),
        () => Uint8Array.from({ length: 200 }, () => random.below(256)),
      ])();
    },
    'content type'(draft) {
      draft.headers['content-type'] = random.pick([
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/json; charset=utf-16',
        'application/json, text/html',
        'multipart/form-data; boundary=x',
        '',
      ]);
    },
    headers(draft) {
      const name = random.pick([
        'idempotency-key',
        'if-none-match',
        'x-request-id',
        'accept',
        'touchline-min-position',
      ]);
      draft.headers[name] = random.pick([
        '',
        'x'.repeat(256),
        'a b',
        '*',
        'W/"',
        '"',
        '0.0',
        '0.1-0.1-0.2',
        '0.zzzzzzzzzzz1',
        '-',
        '__proto__',
        '\u00e9',
        ...(name === 'touchline-min-position' ? [] : ['0.1', '0.zzzz']),
      ]);
    },
    token(draft) {
      draft.headers['authorization'] = random.pick([
        ...tokens.bad.map((token) => `Bearer ${token}`),
        'Bearer',
        'Bearer ',
        'Basic YTpi',
        random.pick(tokens.good),
        `Bearer ${random.pick(tokens.good)}x x`,
      ]);
    },
    method(draft) {
      draft.method = random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']);
    },
  };
  const kinds = Object.keys(spoil);

  return () => {
    const operation = random.pick(operations);
    const query = Object.entries(operation.query)
      .filter(() => random.chance(0.3))
      .map(([name, schema]) => `${name}=${encoded(String(fitting(schema, name, existing, random)))}`);
    const draft: Draft = {
      method: operation.method,
      path: pathOf(operation, existing, random) + (query.length > 0 ? `?${query.join('&')}` : ''),
      headers: {},
      body: operation.body && fitting(operation.body, '', existing, random),
      raw: undefined,
    };
    if (random.chance(0.9)) draft.headers['authorization'] = `Bearer ${random.pick(tokens.good)}`;
    if (operation.body) draft.headers['content-type'] = 'application/json';
    const chosen = Array.from({ length: 1 + random.below(3) }, () => random.pick(kinds));
    for (const kind of chosen) spoil[kind]?.(draft, operation);
    const bodiless = draft.method === 'GET' || draft.method === 'HEAD';
    const body = draft.raw ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body));
    const { method, path, headers } = draft;
    return { operation, method, path, headers, body: bodiless ? undefined : body, kinds: chosen };
  };
}

/** Half characters have no UTF-8; a client that sends them sends these bytes. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The same with something in it replaced, left out or added. */
function spoilt(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return nasty(random);
  const fields = Object.entries(value as Record<string, unknown>);
  const chosen = fields[random.below(fields.length + 1)];
  if (!chosen) return { ...value, [nastyText(random)]: nasty(random) };
  const [name, inner] = chosen;
  if (random.chance(0.2)) return Object.fromEntries(fields.filter(([field]) => field !== name));
  return { ...value, [name]: random.chance(0.5) ? spoilt(inner, random) : nasty(random) };
}
