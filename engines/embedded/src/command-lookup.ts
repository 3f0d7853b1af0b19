import type { DatabaseSync } from 'node:sqlite';
import type { Written } from '@touchline/kernel/ports';
import { keysEnd } from './command-filter.ts';
import type { CommandGenerations } from './command-generations.ts';
import { commandKey, unpackCommand, type CommandRecord } from './command-record.ts';
import { partitionOf, positionOf } from './log-schema.ts';
import { arrays } from './sqlite.ts';

export interface SeenCommand {
  readonly fingerprint: string;
  written(): Written[];
}

/** More ids with equal 40 bits of hash in a row than can happen by chance. */
export const probesMax = 64;

/** Finds what a command wrote: the index names an event, the event's own record says whether it is that command. */
export function commandLookup(log: DatabaseSync, index: Pick<CommandGenerations, 'seqAt'>) {
  const event = arrays<[stream: string, version: number, command: Uint8Array | string | null]>(
    log,
    'SELECT stream, version, command FROM events WHERE seq = ?',
  );

  function placeAt(seq: number, count: number): Written {
    const [stream, firstVersion] = event.get(seq) as [string, number, unknown];
    return { stream, partition: partitionOf(seq), firstVersion, firstPosition: positionOf(seq), count };
  }

  function placesOf(seq: number, { places }: CommandRecord): Written[] {
    if (places === '') return [placeAt(seq, 1)];
    const pairs = JSON.parse(places) as number[];
    const written: Written[] = [];
    for (let i = 0; i < pairs.length; i += 2)
      written.push(placeAt(pairs[i] as number, pairs[i + 1] as number));
    return written;
  }

  /** The command at an indexed place, if it is this one. */
  function seenAt(id: string, seq: number): SeenCommand | undefined {
    const row = event.get(seq);
    if (!row?.[2]) return undefined;
    const record = unpackCommand(row[2]);
    if (record.id !== id) return undefined;
    return { fingerprint: record.fingerprint, written: () => placesOf(seq, record) };
  }

  return {
    seenAt,
    find(id: string): SeenCommand | undefined {
      let key = commandKey(id);
      for (let probes = 0; probes < probesMax; probes++, key = (key + 1) % keysEnd) {
        const seq = index.seqAt(key);
        if (seq === undefined) return undefined;
        const seen = seenAt(id, seq);
        if (seen) return seen;
      }
      return undefined;
    },
  };
}
