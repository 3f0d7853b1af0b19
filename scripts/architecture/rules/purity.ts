import type { Rule } from '../rule.ts';
import { isCode, isTest, lineAt } from '../tree.ts';

const givesTimeOrChance =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\brandom(Bytes|UUID|Int)\b|\bsetTimeout\b/;
const reachesOut =
  /\bfetch\(|from '(?:node:)?(?:fs|net|http|https|dns|child_process|worker_threads|process)\b/;
const decides = /^services\/[^/]+\/src\/(?:[^/]+\/)*(?:commands|views|policies)\//;

export const purity: Rule = {
  says: 'VW1: a service is handed time and chance, and its commands, views and policies reach for nothing outside',
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!path.startsWith('services/') || !isCode(path) || isTest(path) || path.includes('/testing/'))
        return [];
      const given = givesTimeOrChance.exec(text);
      const reached = decides.test(path) ? reachesOut.exec(text) : null;
      return [given, reached]
        .filter((match) => match !== null)
        .map((match) => ({ path, line: lineAt(text, match.index), what: `uses ${match[0]}` }));
    }),
};
