import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Makes the place where a page ends unreadable: it may name a row that its reader may not know of. */
export interface CursorSeal {
  seal(list: string, place: string): string;
  /** `undefined` for what was not sealed here for this list. */
  open(list: string, sealed: string): string | undefined;
}

const tagBytes = 16;

/**
 * A synthetic IV, as in RFC 5297: the MAC of list and place is the IV of the place. One place of a list is always sealed
 * alike, so that a page that did not change keeps its ETag; nothing else can be told from it.
 */
export function cursorSeal(secret: Uint8Array): CursorSeal {
  const keyFor = (use: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
  const macKey = keyFor('mac');
  const key = keyFor('cipher');
  const tagOf = (list: string, place: string): Buffer =>
    createHmac('sha256', macKey).update(`${list}\n${place}`).digest().subarray(0, tagBytes);
  return {
    seal(list, place) {
      const tag = tagOf(list, place);
      const body = createCipheriv('aes-256-ctr', key, tag).update(place, 'utf8');
      return Buffer.concat([tag, body]).toString('base64url');
    },
    open(list, sealed) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= tagBytes || bytes.toString('base64url') !== sealed) return undefined;
      const tag = bytes.subarray(0, tagBytes);
      const place = createDecipheriv('aes-256-ctr', key, tag).update(bytes.subarray(tagBytes)).toString();
      return timingSafeEqual(tag, tagOf(list, place)) ? place : undefined;
    },
  };
}
