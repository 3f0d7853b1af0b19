import type { z } from 'zod';
import type { Access, Caller, Route } from './command.ts';
import type { Awaitable, Look } from './look.ts';
import type { MemoryViewType } from './memory-view.ts';
import type { Refusal, Refusals } from './refusal.ts';
import type { ViewType } from './view.ts';

/** A GET route: reads views, changes nothing. */
export interface QueryType<Input extends object = object, Code extends string = string> {
  readonly name: string;
  readonly about: string;
  readonly route: Route;
  readonly access: Access;
  /** Path and query-string fields in one object. */
  readonly input: z.ZodType<Input>;
  readonly refusals: Refusals<Code>;
  readonly answers: z.ZodType;
  /** The views it reads, and may look at: a position token is waited for in each of them, and readiness counts them. */
  readonly uses: readonly (ViewType | MemoryViewType)[];
  read(input: Input, call: QueryCall): Awaitable<Refusal<Code> | object>;
}

export interface QueryCall extends Caller {
  readonly look: Look;
  readonly nowMs: number;
}

/** A page as lists answer it; the `Link` header is made from `next`. */
export interface ItemPage<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
}

/** A body that is JSON text already, with what its ETag follows from. Saves a second serialisation on hot routes. */
export class JsonText {
  readonly text: string;
  readonly etag: string | undefined;
  constructor(text: string, options: { etag?: string | undefined } = {}) {
    this.text = text;
    this.etag = options.etag;
  }
}

/** A page of items that are JSON text already, with commas between them. */
export class JsonPage extends JsonText {
  readonly #items: string;
  readonly next: string | undefined;
  constructor(items: string, options: { next?: string | undefined; etag?: string | undefined } = {}) {
    const { next } = options;
    const more = next === undefined ? '' : `,"next":${JSON.stringify(next)}`;
    super(`{"items":[${items}]${more}}`, options);
    this.#items = items;
    this.next = next;
  }
  /** The same page, where its `next` is told by another name. */
  withNext(next: string): JsonPage {
    return new JsonPage(this.#items, { next, etag: this.etag });
  }
}

type QuerySpec<Input extends object, Code extends string> = Omit<
  QueryType<Input, Code>,
  'name' | 'access' | 'refusals' | 'read'
> & {
  /** Default: `anyone`. */
  readonly access?: Access;
  readonly refusals?: Refusals<Code>;
  readonly read: (input: NoInfer<Input>, call: QueryCall) => Awaitable<Refusal<NoInfer<Code>> | object>;
};

export function query<Input extends object, Code extends string = never>(
  name: string,
  spec: QuerySpec<Input, Code>,
): QueryType<Input, Code> {
  return { access: 'anyone', ...spec, name, refusals: spec.refusals ?? ({} as Refusals<Code>) };
}
