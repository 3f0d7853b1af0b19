import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's base 32, lower case

/** An id: 26 characters that sort by time. A UUIDv7 (RFC 9562) written as TypeID writes it. */
export const idPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Makes ids from a clock and random bytes; ids made by one source strictly ascend, also inside a millisecond. */
export function idSource(
  nowMs: () => number,
  random: (bytes: Uint8Array) => void = (b) => void randomFillSync(b),
) {
  const pool = new Uint8Array(1024);
  let used = pool.length;
  let lastMs = -1;
  let counter = 0;
  let prefix = '';
  const byte = (): number => {
    if (used === pool.length) {
      random(pool);
      used = 0;
    }
    return pool[used++] as number;
  };
  return (): string => {
    const ms = Math.max(nowMs(), lastMs);
    counter = ms === lastMs ? counter + 1 : byte() & 0x7f;
    const tick = counter > 0xfff ? ms + 1 : ms;
    if (counter > 0xfff) counter = 0;
    if (tick !== lastMs) prefix = timePart(tick);
    lastMs = tick;
    // 80 bits: version 0111, counter (12), variant 10, random (62), cut into sixteen groups of five.
    const head = (0x7 << 16) | (counter << 4) | 0x8 | (byte() & 0x3);
    let id = prefix;
    for (let shift = 15; shift >= 0; shift -= 5) id += alphabet[(head >> shift) & 31];
    for (let i = 0; i < 12; i++) id += alphabet[byte() & 31];
    return id;
  };
}

function timePart(ms: number): string {
  let text = '';
  let rest = ms;
  for (let i = 0; i < 10; i++) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

const valueOf = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, alphabet.indexOf(String.fromCharCode(code))),
);

/** The time an id was made, in milliseconds since 1970. */
export function idTimeMs(id: string): number {
  let ms = 0;
  for (let i = 0; i < 10; i++) ms = ms * 32 + (valueOf[id.charCodeAt(i)] ?? 0);
  return ms;
}

/** The smallest id of an instant; bounds ranges by time. */
export const idFloor = (ms: number): string => timePart(ms) + '0'.repeat(16);
