import { deepEqual } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { actNames } from './act-text.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
}

test('each act that is recorded has words: all that changes something, each look at what is personal', async () => {
  const text = await readFile(new URL('../../../../contract/openapi.json', import.meta.url), 'utf8');
  const { paths } = JSON.parse(text) as { paths: Readonly<Record<string, Record<string, Operation>>> };
  const recorded = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/operator/'))
    .flatMap(([, methods]) => Object.entries(methods))
    .filter(
      ([method, { parameters }]) => method === 'post' || parameters?.some(({ name }) => name === 'reveal'),
    )
    .map(([, { operationId }]) => operationId);
  deepEqual(
    recorded.filter((one) => !actNames.includes(one)),
    [],
  );
});
