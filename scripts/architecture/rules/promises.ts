import type { Rule, Violation } from '../rule.ts';
import { isTest, lineAt } from '../tree.ts';

const isSpec = (path: string): boolean => /^kernel\/(?:.+\/)?SPEC\.md$/.test(path);
const declared = /\*\*([A-Z]{2}\d+)\*\*/g;

/** Where a rule can be shown to hold: in tests, suites for engines, rules like this one, and what must not compile. */
const shows = (path: string): boolean =>
  isTest(path) ||
  path.endsWith('.test-d.ts') ||
  /^(kernel\/src\/conformance|scripts\/architecture\/rules)\//.test(path);

/** The titles of tests, and why something must not compile. */
const title = /\b(?:says: |(?:test|it|describe)(?:\.\w+)?\(\s*)(['"`])(.*?)\1|@ts-expect-error ([^\n]*)/gs;

export const promises: Rule = {
  says: 'each rule of SPEC.md stands in the title of a test, and what is cited stands there',
  violations(tree) {
    const rules = new Map<string, { readonly path: string; readonly line: number }>();
    for (const [path, text] of tree)
      if (isSpec(path))
        for (const { 1: rule = '', index } of text.matchAll(declared))
          rules.set(rule, { path, line: lineAt(text, index) });
    const families = [...new Set([...rules.keys()].map((rule) => rule.slice(0, 2)))].join('|');
    if (families === '') return [];
    const cited = new RegExp(String.raw`\b(?:${families})\d+\b`, 'g');
    const shown = new Set<string>();
    const found: Violation[] = [];
    for (const [path, content] of tree) {
      if (shows(path))
        for (const match of content.matchAll(title))
          for (const [rule] of (match[2] ?? match[3] ?? '').matchAll(cited)) shown.add(rule);
      if (!path.endsWith('.ts') || path.startsWith('scripts/architecture/')) continue;
      for (const { 0: rule, index } of content.matchAll(cited))
        if (!rules.has(rule))
          found.push({
            path,
            line: lineAt(content, index),
            what: `cites ${rule}, which is no rule of SPEC.md`,
          });
    }
    for (const [rule, place] of rules)
      if (!shown.has(rule)) found.push({ ...place, what: `${rule} is in no test's title` });
    return found;
  },
};
