import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** The command line of a package's program, run by this Node and not by whichever one its first line names. */
export function tool(packageName: string, program = packageName): [command: string, script: string] {
  const manifestPath = join(root, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[program];
  if (script === undefined) throw new Error(`${packageName} has no program called ${program}.`);
  return [process.execPath, join(dirname(manifestPath), script)];
}
