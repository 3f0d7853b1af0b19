import { MoveRefused, type MovedEvent } from '@touchline/kernel/moving';
import { chainChecksum, contentDigest } from '../events/checksum.ts';

export const textOf = (checksum: Uint8Array): string => Buffer.from(checksum).toString('base64url');
export const bytesOf = (checksum: string): Buffer => Buffer.from(checksum, 'base64url');

/** As `append_batch` writes them. */
export const placesText = ({ command }: MovedEvent): string | null =>
  command?.places
    ? command.places.map(({ partition, position, count }) => `${partition}.${position}.${count} `).join('')
    : null;

/** TE1: what the chain of this engine makes of an event, wherever it comes from. */
export function chainedHere(checksum: string, partition: number, event: MovedEvent): string {
  const { position, version, command } = event;
  const digest = contentDigest({
    ...event,
    command: command?.hash ?? null,
    fingerprint: command?.fingerprint ?? null,
  });
  const place = { partition, position, version, places: placesText(event) };
  return textOf(chainChecksum(bytesOf(checksum), place, digest));
}

/** PostgreSQL keeps UTF-8 without NUL; half characters would come back as others (ES11). */
export function checkTexts(what: string, texts: Iterable<unknown>): void {
  for (const text of texts)
    if (typeof text === 'string' && (!text.isWellFormed() || text.includes('\0')))
      throw new MoveRefused(
        `${what} holds a text with NUL or half a character, which PostgreSQL cannot keep. This community cannot be moved there.`,
      );
}
