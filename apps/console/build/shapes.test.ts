import { equal } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { shapesText } from './shapes.ts';

test('the shapes the console works with are those of the contract (npm run shapes -w apps/console writes them)', () => {
  const app = join(import.meta.dirname, '..');
  equal(
    readFileSync(join(app, 'src/api/shapes.ts'), 'utf8'),
    shapesText(join(app, '../../contract/openapi.json')),
  );
});
