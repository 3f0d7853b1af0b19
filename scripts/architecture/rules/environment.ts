import { Visitor } from 'oxc-parser';
import { programOf } from '../imports.ts';
import { ownerOf } from '../layers.ts';
import type { Rule, Violation } from '../rule.ts';
import { isCode, isProcessTest, lineAt } from '../tree.ts';

const mayRead = (path: string): boolean =>
  /^apps\/[^/]+\/src\/config\.ts$/.test(path) || isProcessTest(path) || ownerOf(path).layer === 'workshop';

export const environment: Rule = {
  says: "only an app's config (and a test that starts processes) reads the environment",
  violations: (tree) =>
    [...tree].flatMap(([path, text]) => {
      if (!isCode(path) || mayRead(path) || !/\benv\b/.test(text)) return [];
      const found: Violation[] = [];
      const note = (offset: number): void => {
        found.push({ path, line: lineAt(text, offset), what: 'reads process.env' });
      };
      new Visitor({
        MemberExpression({ object, property, start }) {
          const name =
            property.type === 'Identifier' ? property.name : property.type === 'Literal' && property.value;
          if (object.type === 'Identifier' && object.name === 'process' && name === 'env') note(start);
        },
        VariableDeclarator({ id, init, start }) {
          if (id.type !== 'ObjectPattern' || init?.type !== 'Identifier' || init.name !== 'process') return;
          if (/\benv\b/.test(text.slice(id.start, id.end))) note(start);
        },
        ImportDeclaration({ source, start, end }) {
          if (/^(node:)?process$/.test(source.value) && /\benv\b/.test(text.slice(start, end))) note(start);
        },
      }).visit(programOf(tree, path));
      return found;
    }),
};
