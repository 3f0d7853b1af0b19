import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The person of the demo as whom a visitor may look around. The password is of this data folder alone. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
}

const pathIn = (dataFolder: string): string => join(dataFolder, 'demo-account.json');

export const newDemoPassword = (): string => randomBytes(18).toString('base64url');

export const writeDemoAccount = (dataFolder: string, account: DemoAccount): Promise<void> =>
  writeFile(pathIn(dataFolder), JSON.stringify(account), { mode: 0o600 });

/** `undefined` in a data folder that no demo moved into. */
export async function readDemoAccount(dataFolder: string): Promise<DemoAccount | undefined> {
  const text = await readFile(pathIn(dataFolder), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DemoAccount);
}
