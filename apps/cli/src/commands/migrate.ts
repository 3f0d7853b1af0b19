import { resolve } from 'node:path';
import type { MoveProgress, MoveReport } from '@touchline/kernel/moving';
import { usageFault } from '../cli-fault.ts';
import type { Command, CommandCall } from '../command.ts';
import { asCliFault } from '../migrate/as-cli-fault.ts';
import { masterOf } from '../migrate/master-of.ts';
import { moveByServer } from '../migrate/move-by-server.ts';
import { nextSteps } from '../migrate/next-steps.ts';
import { durationText } from '../show/bar-text.ts';
import { progressView } from '../show/progress-view.ts';

const titles = { copying: 'Copying', proving: 'Proving', held: 'Writes wait' } as const;

export const migrate: Command = {
  name: 'migrate',
  about: 'Moves a community from a data folder to PostgreSQL, or back, while it is used.',
  notes: `Copies the log, keys, secrets, ledger and queue, proves every event, holds writes for a moment, copies the rest.
Stopped at any moment, the same command again goes on. Views are rebuilt at the first start on the other side.
A place is a data folder, postgres://user:password@host:5432/name, or the word postgres: what TOUCHLINE_DATABASE says.`,
  arguments: [],
  options: {
    from: { value: 'PLACE', about: 'where the community is' },
    to: { value: 'PLACE', about: 'where it goes: a new folder, or a database without a Touchline' },
    undo: { about: 'take back a move from PLACE to PLACE, as long as nothing was written there' },
    data: {
      value: 'DIR',
      about: 'from PostgreSQL: the folder with its master key (TOUCHLINE_DATA, default ./data)',
    },
    'keys-database': { value: 'URL', about: 'another database for the keys (TOUCHLINE_KEYS_DATABASE)' },
    json: { about: 'the report as one JSON object, for programs' },
  },
  examples: [
    'migrate --from ./data --to postgres://touchline@localhost:5432/touchline',
    'migrate --from postgres --to ./data2',
  ],
  reaches: false,
  async run(call) {
    const { given, terminal, clock } = call;
    const from = placeOf(call, 'from');
    const to = placeOf(call, 'to');
    if (from === to) throw usageFault('--from and --to are the same place.');
    const keysDatabase = given.text('keys-database') ?? call.secret('keys-database');
    // Loaded only here: no other command needs both engines.
    const { isDatabase, masterIn, moveStopped, takeMoveBack } = await import('@touchline/server/moving');
    const master = (): Uint8Array => (isDatabase(from) ? masterOf(call, masterIn) : masterIn(from));
    const sides = { clock, keysDatabase, master };
    if (given.has('undo')) {
      await takeMoveBack(from, to, sides).catch(asCliFault);
      terminal.out('The move was taken back: start Touchline where it was. Nothing was written meanwhile.');
      return 0;
    }
    const shown = shownProgress(call);
    const tell = (progress: MoveProgress): void => shown.tell(progress);
    const report =
      (isDatabase(from) ? undefined : await moveByServer(call, from, { to, keysDatabase }, tell)) ??
      (await moveStopped(from, to, { ...sides, tell, signal: call.signal }).catch(asCliFault));
    shown.end();
    if (given.has('json')) terminal.out(JSON.stringify(report));
    else {
      const next = nextSteps(to, isDatabase(to), isDatabase(from) ? call.dataFolder : from);
      for (const line of reportText(report, next)) terminal.out(line);
    }
    return 0;
  },
};

function placeOf({ given, secret }: CommandCall, option: 'from' | 'to'): string {
  const place = given.text(option);
  if (place === undefined)
    throw usageFault(`--${option} PLACE is missing. See npx touchline migrate --help.`);
  if (place !== 'postgres') return /^postgres(ql)?:\/\//.test(place) ? place : resolve(place);
  const database = secret('database');
  if (database === undefined)
    throw usageFault(`--${option} postgres takes the address from TOUCHLINE_DATABASE, which is not set.`);
  return database;
}

/** A bar for each phase. */
function shownProgress({ terminal, clock }: CommandCall) {
  let phase: MoveProgress['phase'] | undefined;
  let bar = progressView(terminal, clock, '', 'events');
  return {
    tell(progress: MoveProgress): void {
      if (progress.phase !== phase) {
        bar.end();
        phase = progress.phase;
        bar = progressView(terminal, clock, titles[phase], 'events');
      }
      bar.update(progress);
    },
    end: () => bar.end(),
  };
}

function reportText(
  { from, to, events, commands, partitions, heldMs }: MoveReport,
  next: readonly string[],
): string[] {
  const number = (count: number): string => count.toLocaleString('en');
  return [
    ...partitions.map(
      ({ partition, head, before, checksum }) =>
        `partition ${partition}: ${number(head)} events, checksum there ${before || '-'}, here ${checksum || '-'}`,
    ),
    `Moved ${number(events)} events of ${number(commands)} commands from ${from} to ${to}.`,
    `Every event, command id, key, secret, and all that policies did was proved equal. Writes waited ${heldMs < 1000 ? `${heldMs} ms` : durationText(heldMs / 1000)}.`,
    ...next,
  ];
}
