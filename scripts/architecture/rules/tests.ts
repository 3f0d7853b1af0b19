import { type Expression, Visitor } from 'oxc-parser';
import { importsOf, programOf } from '../imports.ts';
import type { Rule, Violation } from '../rule.ts';
import { isTest, lineAt } from '../tree.ts';

const runners = new Set(['test', 'it', 'describe', 'suite']);

export const focus: Rule = {
  says: 'no test is focused with .only, which would switch the others off',
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!isTest(path) || !/\bonly\b/.test(text)) return [];
      const found: Violation[] = [];
      const note = (offset: number): void => {
        found.push({ path, line: lineAt(text, offset), what: 'focuses a test' });
      };
      new Visitor({
        MemberExpression({ object, property, start }) {
          const focused = property.type === 'Identifier' && property.name === 'only';
          if (focused && object.type === 'Identifier' && runners.has(object.name)) note(start);
        },
        Property({ key, value, start }) {
          const focused = key.type === 'Identifier' && key.name === 'only';
          if (focused && value.type === 'Literal' && value.value === true) note(start);
        },
      }).visit(programOf(tree, path));
      return found;
    }),
};

export const sleeps: Rule = {
  says: 'no test sleeps: it drains what it waits for, or is handed the clock',
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!isTest(path)) return [];
      const found: Violation[] = importsOf(tree, path)
        .filter(({ specifier }) => /^(node:)?timers\/promises$/.test(specifier))
        .map(({ line, specifier }) => ({ path, line, what: `imports ${specifier}` }));
      if (!text.includes('setTimeout')) return found;
      let promisesAround = 0;
      const isPromise = (callee: Expression): boolean =>
        callee.type === 'Identifier' && callee.name === 'Promise';
      new Visitor({
        NewExpression({ callee }) {
          if (isPromise(callee)) promisesAround++;
        },
        'NewExpression:exit'({ callee }) {
          if (isPromise(callee)) promisesAround--;
        },
        CallExpression({ callee, start }) {
          if (promisesAround > 0 && callee.type === 'Identifier' && callee.name === 'setTimeout')
            found.push({ path, line: lineAt(text, start), what: 'sleeps with setTimeout' });
        },
      }).visit(programOf(tree, path));
      return found;
    }),
};
