import type { ReadOverview } from '../api/shapes.ts';
import { bytes, count, duration, many, percent } from '../ui/format.ts';

export interface Check {
  readonly name: string;
  readonly state: 'good' | 'look' | 'bad';
  readonly text: string;
  readonly href?: string;
}

const lagSMax = 10;
const p99MsMax = 1_000;
const freeShareMin = 0.1;
const freeShareBad = 0.03;

/** What is looked at to say that all is well; the limits are those of the tiles. */
export function checksOf({ log, worst, consumers, deadLetters, commands, disk }: ReadOverview): Check[] {
  const dead = deadLetters.events + deadLetters.messages;
  const freeShare = disk ? disk.freeBytes / Math.max(1, disk.totalBytes) : 1;
  return [
    {
      name: 'Log',
      state: 'good',
      text: `${count(log.events)} events, ${log.durability}`,
      href: '/console/ledger',
    },
    {
      name: 'Readers',
      state: consumers.failing > 0 ? 'bad' : consumers.paused > 0 ? 'look' : 'good',
      text:
        consumers.failing > 0
          ? `${many(consumers.failing, 'reader')} cannot go on`
          : consumers.paused > 0
            ? `${consumers.paused} of ${consumers.all} paused`
            : `${consumers.all} run`,
      href: '/console/subscriptions',
    },
    {
      name: 'Lag',
      state: worst && worst.lagS > lagSMax ? 'look' : 'good',
      text: worst && worst.lagS > 0 ? `${worst.target} is ${duration(worst.lagS)} behind` : 'nothing waits',
      href: '/console/subscriptions',
    },
    {
      name: 'Dead letters',
      state: dead > 0 ? 'look' : 'good',
      text: dead > 0 ? `${count(dead)} wait to be looked at` : 'none',
      href: '/console/dead-letters',
    },
    {
      name: 'Commands',
      state: commands.failed > 0 ? 'bad' : (commands.p99Ms ?? 0) > p99MsMax ? 'look' : 'good',
      text:
        commands.p99Ms === null
          ? 'none in the last minute'
          : `p99 ${Math.round(commands.p99Ms)} ms, ${percent(commands.failed)} failed`,
    },
    {
      name: 'Disk',
      state: freeShare < freeShareBad ? 'bad' : freeShare < freeShareMin ? 'look' : 'good',
      text: disk ? `${bytes(disk.freeBytes)} of ${bytes(disk.totalBytes)} free` : 'not known here',
    },
  ];
}
