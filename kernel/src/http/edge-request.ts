import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** On Node the bindings hold the raw message; on other hosts they don't. */
export type EdgeEnv = { Bindings: Partial<HttpBindings> };
export type EdgeContext = Context<EdgeEnv>;

/** A request header by its lower-case name. Node's own table where there is one: no `Headers` object is made. */
export function header(c: EdgeContext, name: string): string | undefined {
  const incoming = incomingOf(c);
  if (!incoming) return c.req.raw.headers.get(name) ?? undefined;
  const value = incoming.headers[name];
  return typeof value === 'string' ? value : value?.join(', ');
}

/** The message as Node parsed it. */
export const incomingOf = (c: EdgeContext): HttpBindings['incoming'] | undefined =>
  // Without bindings (tests, other hosts) Hono passes no env at all.
  (c.env as Partial<HttpBindings> | undefined)?.incoming;

/** The query string without its `?`; empty when there is none. */
export function searchOf(url: string): string {
  const at = url.indexOf('?', 8);
  if (at < 0) return '';
  const hash = url.indexOf('#', at);
  return url.slice(at + 1, hash < 0 ? undefined : hash);
}
