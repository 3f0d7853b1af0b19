import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { endText } from '../show/end-text.ts';
import { safeText } from '../show/safe-text.ts';
import { reasonOf, reasonOption } from './reason-option.ts';

interface Made {
  readonly act: string;
  readonly on: string;
  readonly begunAt: string;
  readonly end: { readonly outcome: string; readonly told: string } | null;
}

const list: Command = {
  name: 'backups list',
  about: 'Shows the last backups that were made, and the last ones that a restore has proved.',
  arguments: [],
  options: { json: { about: 'as one JSON object, for programs' } },
  examples: ['backups list'],
  reaches: true,
  async run({ given, terminal, reach }) {
    const known = await answerOf<{ made: readonly Made[]; proved: readonly Made[] }>(
      await reach(),
      '/v1/operator/backups',
    );
    if (given.has('json')) terminal.out(JSON.stringify(known));
    else
      for (const line of [
        'Made:',
        ...linesOf(known.made, 'no backup was made yet'),
        'Proved by a restore:',
        ...linesOf(known.proved, 'none: a backup that was never restored is a hope'),
      ])
        terminal.out(line);
    return 0;
  },
};

const linesOf = (made: readonly Made[], none: string): string[] =>
  made.length === 0
    ? [`  ${none}`]
    : made.map((one) => safeText(`  ${one.begunAt}  ${one.on}  ${endText(one)}`));

const prove: Command = {
  name: 'backups prove',
  about:
    'Restores a backup beside the data, verifies every file and event of it, and removes the copy again.',
  arguments: [{ name: 'DIR', about: 'a folder that `backup` made, on the machine of the server' }],
  options: reasonOption,
  examples: ['backups prove /backups/touchline-2026-05-01'],
  reaches: true,
  async run({ args: [dir = ''], given, terminal, reach }) {
    const body = { folder: resolve(dir), ...reasonOf(given) };
    const ask = { method: 'POST', body } as const;
    terminal.out(
      (await answerOf<{ proved: string }>(await reach(), '/v1/operator/backups/prove', ask)).proved,
    );
    return 0;
  },
};

export const backups: readonly Command[] = [list, prove];
