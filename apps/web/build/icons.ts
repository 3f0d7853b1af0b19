import { deflateSync } from 'node:zlib';

// The mark: a chalk line along the grass, and the ball that came to rest on it. Drawn as pixels, so that no tool for
// pictures is needed.
type Colour = readonly [red: number, green: number, blue: number];

const grass: Colour = [0x0a, 0x66, 0x38];
const mown: Colour = [0x0c, 0x72, 0x40];
const chalk: Colour = [0xff, 0xff, 0xff];
const ball: Colour = [0xf4, 0xbd, 0x4f];

/** The colour at a place of the mark; the whole is one wide and one high. */
function markAt(x: number, y: number): Colour {
  if ((x - 0.6) ** 2 + (y - 0.42) ** 2 < 0.15 ** 2) return ball;
  if (x > 0.26 && x < 0.36) return chalk;
  return Math.floor((x + y) * 4) % 2 === 0 ? grass : mown;
}

const samples = 4;

/** Pixels of the mark, each the mean of a few places in it, so that edges are smooth. */
export function markPixels(size: number): Uint8Array {
  const pixels = new Uint8Array(size * (size * 3 + 1));
  let at = 0;
  for (let row = 0; row < size; row++) {
    pixels[at++] = 0; // PNG: this row is not filtered.
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0];
      for (let i = 0; i < samples ** 2; i++) {
        const x = (column + ((i % samples) + 0.5) / samples) / size;
        const y = (row + (Math.floor(i / samples) + 0.5) / samples) / size;
        for (const [channel, value] of markAt(x, y).entries()) sum[channel] = (sum[channel] ?? 0) + value;
      }
      for (const value of sum) pixels[at++] = Math.round(value / samples ** 2);
    }
  }
  return pixels;
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc >>> 0;
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** The mark as a PNG file (W3C PNG, third edition: 8 bits a channel, no alpha). */
export function iconPng(size: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(markPixels(size), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
