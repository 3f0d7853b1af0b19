import { edgesOf } from '../layers.ts';
import type { Rule } from '../rule.ts';
import { isTest } from '../tree.ts';

const slicePath = /^services\/([^/]+)\/src\/(commands|views|policies)\/([^/.]+)/;

export const slices: Rule = {
  says: 'a slice (command, view, policy) imports no other slice',
  violations: (tree) =>
    edgesOf(tree).flatMap(({ from, to, line, specifier }) => {
      // A test may play other commands to get where its own begins.
      if (isTest(from)) return [];
      const slice = slicePath.exec(from)?.[0];
      const reached = slicePath.exec(to)?.[0];
      if (!slice || !reached || slice === reached) return [];
      return [{ path: from, line, what: `imports ${specifier}, another slice` }];
    }),
};
