import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shapesText } from './shapes.ts';

const at = (path: string): string => join(import.meta.dirname, '..', path);
writeFileSync(at('src/api/shapes.ts'), shapesText(at('../../contract/openapi.json')));
