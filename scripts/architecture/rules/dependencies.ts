import { type Edge, edgesOf, type Owner, ownerOf } from '../layers.ts';
import type { Rule } from '../rule.ts';

const allowed: Readonly<Record<Owner['layer'], (target: Owner, edge: Edge) => boolean>> = {
  kernel: () => false,
  engine: (target) => target.layer === 'kernel',
  service: (target, { specifier }) =>
    target.layer === 'kernel' || (target.layer === 'service' && specifier.endsWith('/published')),
  app: (target, { from, to }) => target.layer !== 'workshop' && (!isBrowsers(from) || isBrowsers(to)),
  workshop: () => true,
};

/**
 * What runs in a browser knows the server by its contract alone, and may share parts with what else runs there. Its
 * journeys start a server to walk through.
 */
const isBrowsers = (path: string): boolean => /^apps\/(web|console)\/(src|sw|build)\//.test(path);

export const dependencies: Rule = {
  says: "the kernel imports nothing of ours, engines the kernel, services the kernel and others' published events, apps all but what runs in a browser",
  violations: (tree) =>
    edgesOf(tree).flatMap((edge) => {
      const importer = ownerOf(edge.from);
      const target = ownerOf(edge.to);
      if (importer.folder === target.folder || allowed[importer.layer](target, edge)) return [];
      return [{ path: edge.from, line: edge.line, what: `imports ${edge.specifier}` }];
    }),
};

export const frontDoors: Rule = {
  says: 'a package is entered by what it exports, never by a path into it',
  violations: (tree) =>
    edgesOf(tree).flatMap((edge) => {
      const importer = ownerOf(edge.from);
      const target = ownerOf(edge.to);
      const inside = importer.folder === target.folder || target.layer === 'workshop';
      const missing = edge.byName && !tree.has(edge.to);
      if (missing || !(inside || edge.byName || importer.layer === 'workshop'))
        return [{ path: edge.from, line: edge.line, what: `imports ${edge.specifier}` }];
      return [];
    }),
};
