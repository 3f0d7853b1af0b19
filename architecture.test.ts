// The rules of ARCHITECTURE.md that a program can hold. That each rule can fail is shown in scripts/architecture.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { edgesOf, ownerOf } from './scripts/architecture/layers.ts';
import { inWords } from './scripts/architecture/rule.ts';
import { rules } from './scripts/architecture/rules.ts';
import { isCode, readTree } from './scripts/architecture/tree.ts';

const tree = readTree(fileURLToPath(new URL('./', import.meta.url)));

describe('architecture', () => {
  test('there is something to check: code in every package that has a src, and imports between them', () => {
    const withCode = new Set([...tree.keys()].filter(isCode).map((path) => ownerOf(path).folder));
    const packages = [...tree.keys()].filter((path) => /.\/package\.json$/.test(path));
    const empty = packages.map((path) => ownerOf(path).folder).filter((folder) => !withCode.has(folder));
    assert.ok(packages.length > 0, 'no package was found');
    assert.deepEqual(empty, [], 'packages without code');
    assert.ok(
      edgesOf(tree).some((edge) => edge.byName),
      'no package imports another',
    );
  });

  for (const { says, violations } of Object.values(rules))
    test(says, () => {
      const found = violations(tree).map(inWords);
      if (found.length > 0) assert.fail(found.join('\n'));
    });
});
