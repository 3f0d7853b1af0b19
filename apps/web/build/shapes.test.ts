import { equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { shapesText } from './shapes.ts';

test('the shapes the app works with are those of the contract (npm run shapes -w apps/web writes them)', () => {
  const web = join(import.meta.dirname, '..');
  equal(
    readFileSync(join(web, 'src/api/shapes.ts'), 'utf8'),
    shapesText(join(web, '../../contract/openapi.json')),
  );
});
