import { readFileSync } from 'node:fs';

let passwords: ReadonlySet<string> | undefined;

/** Common passwords in lower case; read when first asked for. */
export function commonPasswords(): ReadonlySet<string> {
  passwords ??= new Set(
    readFileSync(new URL('common-passwords.txt', import.meta.url), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith('#')),
  );
  return passwords;
}
