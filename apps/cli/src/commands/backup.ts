import { resolve } from 'node:path';
import type { BackupReport } from '@touchline/engine-embedded';
import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';

export const backup: Command = {
  name: 'backup',
  about: 'Copies the log, the keys, the ledger and the queue to a new folder, also while the server runs.',
  notes:
    'Views are not copied: they are rebuilt from the log. With --url the folder is on the machine of the server.',
  arguments: [{ name: 'DIR', about: 'a folder that does not exist yet' }],
  options: { json: { about: 'the report as one JSON object, for programs' } },
  examples: ['backup /backups/touchline-2026-05-01'],
  reaches: true,
  async run({ args: [dir = ''], given, terminal, reach }) {
    const folder = resolve(dir);
    const ask = { method: 'POST', body: { folder } } as const;
    const report = await answerOf<BackupReport>(await reach(), '/v1/operator/backup', ask);
    if (given.has('json')) terminal.out(JSON.stringify(report));
    else {
      terminal.out(`Backed up ${report.events.toLocaleString('en')} events to ${report.target}.`);
      terminal.out(`Keep it elsewhere. To try it: npx touchline restore ${report.target} --data NEW`);
    }
    return 0;
  },
};
