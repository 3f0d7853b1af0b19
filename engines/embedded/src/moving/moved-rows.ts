import type { MovedCommand, MovedEvent, MovedPlace } from '@touchline/kernel/moving';
import type { CommandRecord } from '../command-record.ts';
import { commandText } from '../command-record.ts';
import { chainChecksum } from '../checksum.ts';
import { partitionOf, positionOf, seqOf } from '../log-schema.ts';

/** The command of a moved event, as this log has it. */
export function recordOf({ hash, fingerprint, places }: MovedCommand): CommandRecord {
  const pairs = places?.flatMap(({ partition, position, count }) => [seqOf(partition, position), count]);
  return {
    id: Buffer.from(hash, 'hex').toString('base64url'),
    fingerprint,
    places: pairs ? JSON.stringify(pairs) : '',
  };
}

export const commandOf = ({ id, fingerprint, places }: CommandRecord): MovedCommand => ({
  hash: Buffer.from(id, 'base64url').toString('hex'),
  fingerprint,
  places: places === '' ? null : placesOf(JSON.parse(places) as number[]),
});

function placesOf(pairs: readonly number[]): MovedPlace[] {
  const places: MovedPlace[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const seq = pairs[i] as number;
    places.push({ partition: partitionOf(seq), position: positionOf(seq), count: pairs[i + 1] as number });
  }
  return places;
}

/** TE1: what the chain of this engine makes of an event, wherever it comes from. */
export function chainedHere(checksum: string, partition: number, event: MovedEvent): string {
  const command = event.command && commandText(recordOf(event.command));
  return chainChecksum(checksum, { ...event, partition, command });
}
