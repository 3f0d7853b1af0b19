import { edgesOf } from '../layers.ts';
import type { Rule, Violation } from '../rule.ts';

export const cycles: Rule = {
  says: 'no file imports itself in a circle, not even for types',
  violations(tree) {
    const targets = Map.groupBy(edgesOf(tree), (edge) => edge.from);
    const done = new Set<string>();
    const trail: string[] = [];
    const found: Violation[] = [];

    function visit(path: string): void {
      if (done.has(path)) return;
      trail.push(path);
      for (const { to, line } of targets.get(path) ?? []) {
        const startsAt = trail.indexOf(to);
        if (startsAt === -1) visit(to);
        else
          found.push({ path, line, what: `closes a circle: ${[...trail.slice(startsAt), to].join(' → ')}` });
      }
      trail.pop();
      done.add(path);
    }

    for (const path of targets.keys()) visit(path);
    return found;
  },
};
