import type { DeadLetters, Status } from '@touchline/kernel/operate';
import { CliFault } from '../cli-fault.ts';
import type { Command, CommandCall } from '../command.ts';
import { bad, type Finding } from '../doctor/finding.ts';
import { answerOf } from '../reach/answer.ts';
import type { Readiness } from '../doctor/check-readiness.ts';

export const doctor: Command = {
  name: 'doctor',
  about: 'Looks at settings, versions, disk, clock, log, views, dead letters, durability and backups.',
  notes:
    'One line for each, with what to do; exit code 1 when something is wrong. Settings, versions and disk are those of this machine. Of the log only its end is read.',
  arguments: [],
  options: {
    backups: { value: 'DIR', about: 'where backups are kept, to see how old the newest is' },
    json: { about: 'as one JSON object, for programs' },
  },
  examples: ['doctor', 'doctor --backups /backups'],
  reaches: true,
  async run(call) {
    const { given, terminal } = call;
    const findings = [...(await ofThisMachine(call)), ...(await ofTheSystem(call))];
    const isWell = findings.every(({ state }) => state !== 'bad');
    if (given.has('json')) terminal.out(JSON.stringify({ well: isWell, findings }));
    else for (const line of findings.map(lineOf)) terminal.out(line);
    return isWell ? 0 : 1;
  },
};

async function ofThisMachine({
  given,
  clock,
  dataFolder,
  environment,
}: CommandCall): Promise<readonly Finding[]> {
  // Loaded only here: other commands need none of it.
  const { checkSettings } = await import('../doctor/check-settings.ts');
  const { checkVersions } = await import('../doctor/check-versions.ts');
  const { checkSpace, spaceOf } = await import('../doctor/check-space.ts');
  const { checkBackups } = await import('../doctor/check-backups.ts');
  return [
    checkSettings(environment),
    checkVersions(process.versions),
    checkSpace(dataFolder, await spaceOf(dataFolder)),
    await checkBackups(given.text('backups'), clock.now()),
  ];
}

async function ofTheSystem({ reach: reaches, clock }: CommandCall): Promise<readonly Finding[]> {
  const { checkReadiness } = await import('../doctor/check-readiness.ts');
  const { checkLog } = await import('../doctor/check-log.ts');
  const { checkReaders } = await import('../doctor/check-readers.ts');
  const { checkDeadLetters } = await import('../doctor/check-dead-letters.ts');
  try {
    const reach = await reaches();
    await reach.caughtUp?.();
    const ready = (await (await reach.fetch('/readyz')).json()) as Readiness;
    return [
      ...checkReadiness(ready),
      ...(await checkLog(reach, clock.now())),
      checkReaders(await answerOf<Status>(reach, '/v1/operator/views')),
      checkDeadLetters(await answerOf<DeadLetters>(reach, '/v1/operator/dead-letters?limit=1000')),
    ];
  } catch (error) {
    if (!(error instanceof CliFault)) throw error;
    return [bad('server', error.message, 'Once it answers, run this again.')];
  }
}

const signs = { good: 'ok ', bad: 'BAD', unknown: ' ? ' } as const;

const lineOf = ({ check, state, what, todo }: Finding): string =>
  `${signs[state]}  ${check.padEnd(12)}  ${/[.!?]$/.test(what) ? what : `${what}.`}${todo === undefined ? '' : ` ${todo}`}`;
