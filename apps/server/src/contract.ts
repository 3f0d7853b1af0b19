import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@touchline/kernel';
import { contractDocuments } from './contract-documents.ts';
import { servicesOf } from './services.ts';

/** Writes `contract/`, or with `--check` says whether it is what the declarations say. */
const folder = join(import.meta.dirname, '../../../contract');
// Declarations do not depend on the keys; no data folder is opened for this.
const secrets = { secret: async () => new Uint8Array(32).fill(7) };
const { services } = await servicesOf(secrets, systemClock);
const { openApi, asyncApi } = contractDocuments(services);
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
