import type { Caller } from '@touchline/kernel';
import { deadLetterGroups, viewStatus, type ServiceStatus } from '@touchline/kernel/operate';
import type { Host } from '@touchline/kernel/runtime';
import { roleOf } from './role.ts';
import type { CommandSigns } from './signs/command-times.ts';
import type { DiskSpace } from './signs/disk-space.ts';
import type { Signs } from './signs/signs.ts';
import { subscriptions, type Subscription } from './subscriptions.ts';

export interface Overview {
  /** Who asks, and what they may do. */
  readonly caller: { readonly actor: string | null; readonly role: string };
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly startedAt: string;
  readonly log: {
    readonly heads: readonly number[];
    readonly events: number;
    /** Events written per second, of the last slots. */
    readonly written: readonly number[];
    readonly everyS: number;
    readonly durability: string;
    readonly engine: string;
  };
  /** The one that is furthest behind in time; `null` when none is. */
  readonly worst: Pick<Subscription, 'target' | 'lagEvents' | 'lagS' | 'leftS' | 'lag'> | null;
  readonly consumers: { readonly all: number; readonly paused: number; readonly failing: number };
  readonly deadLetters: {
    readonly events: number;
    readonly kinds: number;
    readonly messages: number;
    readonly oldestSince: string | null;
  };
  readonly commands: CommandSigns;
  readonly liveStreams: number;
  readonly disk: DiskSpace | null;
  readonly memoryBytes: number;
  readonly rebuilds: readonly { readonly target: string; readonly state: string; readonly share: number }[];
}

/** How everything stands, in one answer: what the first page of the console shows. */
export async function overview(host: Host, signs: Signs, caller: Caller): Promise<Overview> {
  const status = await viewStatus(host);
  const all = subscriptions(host, status, signs.trends);
  const [worst] = all.toSorted((a, b) => b.lagS - a.lagS || b.lagEvents - a.lagEvents);
  const { groups, events, messages } = await deadLetterGroups(host);
  const oldest = groups.map(({ firstSince }) => firstSince).toSorted()[0];
  return {
    caller: { actor: caller.actor, role: roleOf(caller) ?? 'viewer' },
    now: new Date(host.clock.now()).toISOString(),
    startedAt: new Date(signs.startedAtMs).toISOString(),
    log: {
      heads: status.heads,
      events: status.heads.reduce((sum, head) => sum + head, 0),
      written: signs.trends.written(),
      everyS: signs.trends.everyS,
      durability: host.engine.events.durability,
      engine: host.engine.name,
    },
    worst:
      worst && worst.lagEvents > 0
        ? {
            target: worst.target,
            lagEvents: worst.lagEvents,
            lagS: worst.lagS,
            leftS: worst.leftS,
            lag: worst.lag,
          }
        : null,
    consumers: {
      all: all.length,
      paused: all.filter(({ state }) => state === 'paused').length,
      failing: all.filter(({ state }) => state === 'failing').length,
    },
    deadLetters: { events, kinds: groups.length, messages, oldestSince: oldest ?? null },
    commands: signs.commands.read(),
    liveStreams: host.live.size(),
    disk: (await signs.disk()) ?? null,
    memoryBytes: process.memoryUsage.rss(),
    rebuilds: status.services.flatMap(rebuildsOf),
  };
}

const rebuildsOf = ({ service, readers }: ServiceStatus): Overview['rebuilds'] =>
  readers.flatMap((reader) =>
    reader.kind === 'view' && reader.rebuild
      ? [
          {
            target: `${service}/${reader.name}`,
            state: reader.rebuild.state,
            share: reader.rebuild.done / Math.max(1, reader.rebuild.total),
          },
        ]
      : [],
  );
