import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliFault, usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { isPersonId } from '../person-id.ts';

export const restore: Command = {
  name: 'restore',
  about: 'Copies a backup into a new data folder and proves that it is whole.',
  notes: 'Views are rebuilt at the next start.',
  arguments: [{ name: 'DIR', about: 'a folder that `backup` made' }],
  options: {
    data: { value: 'NEW', about: 'the data folder to make; must not exist yet, or be empty' },
    erased: {
      value: 'LIST',
      about: 'who was erased since: a file as `erased` prints it, a newer backup, or a data folder',
    },
  },
  examples: [
    'restore /backups/touchline-2026-05-01 --data ./restored --erased /elsewhere/erased.txt',
    'restore /backups/touchline-2026-05-01 --data ./restored --erased /backups/touchline-2026-05-08',
  ],
  reaches: false,
  async run({ args: [dir = ''], given, terminal }) {
    const data = given.text('data');
    if (data === undefined)
      throw usageFault(
        '--data NEW is missing: the data folder to make. An existing one is never written over.',
      );
    const target = resolve(data);
    // Loaded only here: no other command needs the engine itself.
    const { restoreFolder, erasedIn } = await import('@touchline/engine-embedded');
    const list = given.text('erased');
    const erased = list === undefined ? [] : await personsIn(resolve(list), erasedIn);
    const report = await restoreFolder(resolve(dir), target, { erased }).catch((cause: unknown) => {
      throw new CliFault((cause as Error).message, { cause });
    });
    terminal.out(report.proved);
    terminal.out(
      list === undefined
        ? 'Who was erased after this backup was made is readable again. With --erased LIST they would not be.'
        : `${report.erased} persons who were erased since are erased in it, too.`,
    );
    terminal.out(
      `Restored ${report.events.toLocaleString('en')} events to ${target}. Start it: npx touchline start --data ${target}`,
    );
    return 0;
  },
};

async function personsIn(path: string, erasedIn: (folder: string) => string[]): Promise<string[]> {
  try {
    if ((await stat(path)).isDirectory()) return erasedIn(path);
    const lines = (await readFile(path, 'utf8')).split('\n').map((line) => line.trim());
    for (const [i, line] of lines.entries())
      if (line !== '' && !isPersonId(line))
        throw new CliFault(
          `Line ${i + 1} of ${path} is not the id of a person: “${line}”. One id per line is expected, as \`erased\` prints them. Nothing was restored.`,
        );
    return lines.filter((line) => line !== '');
  } catch (cause) {
    if (cause instanceof CliFault) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new CliFault(
      `The list of the erased cannot be read: ${code === undefined ? message : `${path} (${code}).`} Name a file as \`erased\` prints it, a newer backup, or a data folder. Nothing was restored.`,
      { cause },
    );
  }
}
