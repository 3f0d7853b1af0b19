import type { ParamIndexMap, Params, Result, Router } from 'hono/router';
import { TrieRouter } from 'hono/router/trie-router';

interface Node<T> {
  readonly statics: Map<string, Node<T>>;
  placeholder: Node<T> | undefined;
  readonly leaves: Map<string, Leaf<T>>;
}
interface Leaf<T> {
  readonly handler: T;
  readonly names: readonly string[];
}

/**
 * Routes of static segments and placeholders, one handler each; static segments win (HT2). Hono's fast router
 * refuses `/notes/mine` beside `/notes/:note` and falls back to one that is several times slower.
 * Patterns with wildcards go to Hono's own router, asked when nothing here matches.
 */
export function routeTrie<T>(): Router<T> {
  const root = node<T>();
  const patterns = new TrieRouter<T>();
  return {
    name: 'RouteTrie',
    add(method, path, handler) {
      if (method === 'ALL' || /[*{?]/.test(path)) return patterns.add(method, path, handler);
      const names: string[] = [];
      let at = root;
      for (const segment of path.split('/').slice(1)) {
        if (segment.startsWith(':')) names.push(segment.slice(1));
        at = segment.startsWith(':') ? (at.placeholder ??= node()) : childOf(at, segment);
      }
      if (at.leaves.has(method)) throw new TypeError(`Two handlers for ${method} ${path}: expected one.`);
      at.leaves.set(method, { handler, names });
    },
    match(method, path): Result<T> {
      const values: string[] = [];
      const leaf = find(root, method, path, 1, values);
      return leaf ? [[[leaf.handler, paramsOf(leaf.names, values)]]] : patterns.match(method, path);
    },
  };
}

const node = <T>(): Node<T> => ({ statics: new Map(), placeholder: undefined, leaves: new Map() });

function childOf<T>(parent: Node<T>, segment: string): Node<T> {
  const child = parent.statics.get(segment) ?? node<T>();
  parent.statics.set(segment, child);
  return child;
}

/** As deep as the declared routes, however long the path. `values` holds what the placeholders stood for. */
function find<T>(
  at: Node<T>,
  method: string,
  path: string,
  from: number,
  values: string[],
): Leaf<T> | undefined {
  const end = path.indexOf('/', from);
  const segment = end < 0 ? path.slice(from) : path.slice(from, end);
  const exact = at.statics.get(segment);
  const found = exact && step(exact, method, path, end, values);
  if (found || !at.placeholder || segment === '') return found;
  values.push(segment);
  const other = step(at.placeholder, method, path, end, values);
  if (!other) values.pop();
  return other;
}

const step = <T>(
  to: Node<T>,
  method: string,
  path: string,
  end: number,
  values: string[],
): Leaf<T> | undefined => (end < 0 ? to.leaves.get(method) : find(to, method, path, end + 1, values));

function paramsOf(names: readonly string[], values: readonly string[]): Params & ParamIndexMap {
  const params = Object.create(null) as Params & ParamIndexMap;
  for (const [i, name] of names.entries()) (params as Record<string, string>)[name] = values[i] ?? '';
  return params;
}
