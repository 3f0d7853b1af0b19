import type { Rule } from '../rule.ts';

const linesMax = 400;
const measured = /(^\.ci\/|\.(tsx?|mts|mjs|js|svelte|css|html|sql|md|sh)$)/;

export const sizes: Rule = {
  says: `no file is longer than ${linesMax} lines`,
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      return measured.test(path) && lines > linesMax
        ? [{ path, line: lines, what: `has ${lines} lines` }]
        : [];
    }),
};
