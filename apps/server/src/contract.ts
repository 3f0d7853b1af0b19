import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractDocuments } from './contract-documents.ts';
import { declaredServices } from './declared-services.ts';

/** Writes `contract/`, or with `--check` says whether it is what the declarations say. */
const folder = join(import.meta.dirname, '../../../contract');
const { openApi, asyncApi } = contractDocuments(await declaredServices());
const checking = process.argv.includes('--check');
await mkdir(folder, { recursive: true });
for (const [name, document] of Object.entries({ 'openapi.json': openApi, 'asyncapi.json': asyncApi })) {
  const path = join(folder, name);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!checking) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(
      `contract/${name} is not what the declarations say: run npm run contract and commit it.\n`,
    );
    process.exitCode = 1;
  }
}
