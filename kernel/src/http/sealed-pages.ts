import { z } from 'zod';
import { idSchema } from '../id-schema.ts';
import { pageCursor, pageCursorOrId } from '../page-cursor.ts';
import { JsonPage, type QueryType } from '../query.ts';
import type { CursorSeal } from '../runtime/cursor-seal.ts';
import type { InputFault } from './input-faults.ts';

interface SealedPages {
  /** The input with its cursor as the query knows it; one that is none is added to `faults`. */
  opened(input: object, faults: InputFault[]): object;
  sealed(found: object, input: object): object;
}

/** HT36: opens and seals the cursors of a list; `undefined` for queries without one. */
export function sealedPages(query: QueryType, cursors: CursorSeal): SealedPages | undefined {
  const cursor: unknown = query.input instanceof z.ZodObject ? query.input.shape['before'] : undefined;
  if (cursor !== pageCursor && cursor !== pageCursorOrId) return undefined;
  const isPlace = (before: string): boolean =>
    cursor === pageCursorOrId && idSchema.safeParse(before).success;
  const listOf = (input: object): string =>
    JSON.stringify([query.name, { ...input, before: undefined, limit: undefined }]);
  return {
    opened(input, faults) {
      const { before } = input as { before?: string };
      if (before === undefined) return input;
      const place = cursors.open(listOf(input), before) ?? (isPlace(before) ? before : undefined);
      if (place === undefined) faults.push(noCursor);
      return { ...input, before: place };
    },
    sealed(found, input) {
      const { next } = found as { next?: string };
      if (next === undefined) return found;
      const sealed = cursors.seal(listOf(input), next);
      return found instanceof JsonPage ? found.withNext(sealed) : { ...found, next: sealed };
    },
  };
}

const noCursor: InputFault = {
  in: 'query',
  path: 'before',
  what: 'Expected the `next` of an earlier page of this list, found something else; send it unchanged with the same other parameters, or leave it out for the first page.',
};
