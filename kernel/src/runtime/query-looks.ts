import type { Look } from '../look.ts';
import type { QueryType } from '../query.ts';
import { guardedLook } from './guarded-look.ts';

/** What each query may look at: of views those that it names in `uses`, for tokens and readiness go by these. */
export function queryLooks(look: Look): (query: QueryType) => Look {
  const made = new Map<QueryType, Look>();
  return (query) => {
    const known = made.get(query);
    if (known) return known;
    const one = limitedTo(query, look);
    made.set(query, one);
    return one;
  };
}

function limitedTo({ name, uses }: QueryType, look: Look): Look {
  const named = new Set(uses.map((view) => view.name));
  const check = (view: { readonly name: string }): undefined => {
    if (!named.has(view.name))
      throw new TypeError(`${name} looks at ${view.name}, which it does not name in \`uses\`.`);
  };
  return guardedLook(look, { view: check, memory: check });
}
