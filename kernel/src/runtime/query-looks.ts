import type { Look } from '../look.ts';
import type { QueryType } from '../query.ts';

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
  const check = (view: { readonly name: string }): void => {
    if (!named.has(view.name))
      throw new TypeError(`${name} looks at ${view.name}, which it does not name in \`uses\`.`);
  };
  return {
    ...look,
    get(view, key) {
      check(view);
      return look.get(view, key);
    },
    getMany(view, keys) {
      check(view);
      return look.getMany(view, keys);
    },
    range(view, index, query) {
      check(view);
      return look.range(view, index, query);
    },
    search(view, query) {
      check(view);
      return look.search(view, query);
    },
    memory(view) {
      check(view);
      return look.memory(view);
    },
  };
}
