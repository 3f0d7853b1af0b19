import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { durationText } from '../show/bar-text.ts';

/** The part of `GET /v1/operator/overview` that is told here. */
interface Overview {
  readonly startedAt: string;
  readonly log: { readonly events: number; readonly written: readonly number[]; readonly durability: string };
  readonly worst: { readonly target: string; readonly lagEvents: number; readonly lagS: number } | null;
  readonly consumers: { readonly all: number; readonly paused: number; readonly failing: number };
  readonly deadLetters: { readonly events: number; readonly messages: number };
  readonly commands: { readonly perS: number; readonly p50Ms: number | null; readonly p99Ms: number | null };
  readonly liveStreams: number;
  readonly disk: { readonly freeBytes: number; readonly dataBytes: number } | null;
}

export const status: Command = {
  name: 'status',
  about: 'Shows how everything stands: log, lag, dead letters, commands, disk.',
  notes: 'Ends with 1 when something fails or is set aside.',
  arguments: [],
  options: { json: { about: 'as one JSON object, for programs' } },
  examples: ['status'],
  reaches: true,
  async run({ given, terminal, reach }) {
    const system = await reach();
    await system.caughtUp?.();
    const now = await answerOf<Overview>(system, '/v1/operator/overview');
    if (given.has('json')) terminal.out(JSON.stringify(now));
    else for (const line of statusText(now)) terminal.out(line);
    return now.consumers.failing + now.deadLetters.events + now.deadLetters.messages > 0 ? 1 : 0;
  },
};

const count = (n: number): string => n.toLocaleString('en');
const ms = (n: number | null): string => (n === null ? '–' : `${n} ms`);
const gigabytes = (n: number): string => `${(n / 1e9).toFixed(n < 1e9 ? 3 : 1)} GB`;

const statusText = (now: Overview): string[] => [
  `log           ${count(now.log.events)} events, ${now.log.written.at(-1) ?? 0}/s. ${now.log.durability}`,
  `readers       ${now.consumers.all}, ${now.consumers.paused} paused, ${now.consumers.failing} failing`,
  now.worst
    ? `worst lag     ${now.worst.target}: ${count(now.worst.lagEvents)} events, ${now.worst.lagS === 0 ? 'none of them for it' : durationText(now.worst.lagS)}`
    : 'worst lag     none: all stand at the head',
  `dead letters  ${count(now.deadLetters.events)} events, ${count(now.deadLetters.messages)} messages`,
  `commands      ${now.commands.perS}/s, median ${ms(now.commands.p50Ms)}, p99 ${ms(now.commands.p99Ms)}`,
  `live readers  ${count(now.liveStreams)}`,
  now.disk
    ? `disk          ${gigabytes(now.disk.freeBytes)} free, data takes ${gigabytes(now.disk.dataBytes)}`
    : 'disk          not known',
];
