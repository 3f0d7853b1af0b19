import type { Rule } from '../rule.ts';
import { lineAt } from '../tree.ts';

const denied: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\b(TODO|FIXME|XXX|HACK)\b/, 'is work left lying; do it or leave it out'],
  [/\b(issue|pull request) #?\d+\b/i, 'sends the reader to another place; say it here'],
  [/(?<![\w.@:/-])\/(work|home|root|Users)\/\w+/, 'is a path of one machine'],
  [/\bregistry\.(npmjs\.org|yarnpkg\.com)\b/, 'names a package registry; npm knows which to ask'],
  [/\b(utils?|helpers?|misc|common)\.(ts|mjs|js)\b/, 'is a file named after nothing in particular'],
];

export const words: Rule = {
  says: 'no word stands in the tree that does not belong there',
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (path.startsWith('scripts/architecture/')) return [];
      return denied.flatMap(([pattern, why]) => {
        const inText = pattern.exec(text);
        const inPath = pattern.exec(path);
        return [
          ...(inText
            ? [{ path, line: lineAt(text, inText.index), what: `"${inText[0].trim()}" ${why}` }]
            : []),
          ...(inPath ? [{ path, line: 1, what: `"${inPath[0]}" ${why}` }] : []),
        ];
      });
    }),
};
