import { importsOf } from '../imports.ts';
import { edgesOf } from '../layers.ts';
import type { Rule } from '../rule.ts';

/** Where the threads of an engine that runs begin; those of its tests have folders or names of their own. */
const begins = /^engines\/[^/]+\/src\/(?:writer|[a-z-]+\.worker)\.ts$/;
const ours = /^(?:\.|node:|@touchline\/)/;

export const threads: Rule = {
  says: 'a thread of an engine loads no package: each start, and each test, would load it once more',
  violations(tree) {
    const loads = Map.groupBy(
      edgesOf(tree).filter(({ types }) => !types),
      (edge) => edge.from,
    );
    const reached = new Set([...tree.keys()].filter((path) => begins.test(path)));
    for (const path of reached) for (const { to } of loads.get(path) ?? []) reached.add(to);
    return [...reached]
      .filter((path) => tree.has(path))
      .flatMap((path) => importsOf(tree, path))
      .filter(({ specifier, types }) => !types && !ours.test(specifier))
      .map(({ from: path, line, specifier }) => ({
        path,
        line,
        what: `loads ${specifier} in such a thread`,
      }));
  },
};
