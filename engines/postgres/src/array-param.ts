/**
 * Arrays as PostgreSQL's binary format has them: nothing is quoted here and parsed there, which halves what a bulk write
 * costs this process. The header: dimensions, whether there are nulls, the elements' type, their number, the first index.
 */
const headerSize = 20;
const empty = new Map<number, Buffer>();

/** An element's length where there is none. */
const nullLength = -1;

/** Gives memory for an array. */
export type Take = (bytes: number) => Buffer;
const takeNew: Take = (bytes) => Buffer.allocUnsafe(bytes);

const reusedBytes = 256 * 1024;

/**
 * Memory for the parameters of one statement at a time: each call gives it anew, whatever it held before. A batch's buffers,
 * each used once, had V8 collect garbage three times as often. What is larger is given memory of its own.
 */
export function reusedMemory(): () => Take {
  const memory = Buffer.allocUnsafeSlow(reusedBytes);
  return () => {
    let used = 0;
    return (bytes) => {
      const from = used;
      if (from + bytes > reusedBytes) return takeNew(bytes);
      used += bytes;
      return memory.subarray(from, used);
    };
  };
}

function header(type: number, length: number, array: Buffer): Buffer {
  array.writeInt32BE(1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

function emptyArray(type: number): Buffer {
  let array = empty.get(type);
  if (!array) {
    array = Buffer.alloc(12);
    array.writeInt32BE(type, 8);
    empty.set(type, array);
  }
  return array;
}

const stringArray =
  (type: number, encoding: 'utf8' | 'hex') =>
  (values: readonly (string | null)[], take = takeNew): Buffer => {
    if (values.length === 0) return emptyArray(type);
    let size = 0;
    for (const value of values) size += 4 + (value === null ? 0 : Buffer.byteLength(value, encoding));
    const array = header(type, values.length, take(headerSize + size));
    let at = headerSize;
    for (const value of values)
      if (value === null) {
        array.writeInt32BE(1, 4);
        at = array.writeInt32BE(nullLength, at);
      } else {
        const length = array.write(value, at + 4, encoding);
        at = array.writeInt32BE(length, at) + length;
      }
    return array;
  };

/** `text[]`. Half characters become U+FFFD. */
export const textArray = stringArray(25, 'utf8');
/** `bytea[]`, of bytes in hexadecimal. */
export const bytesArray = stringArray(17, 'hex');

/** `bytea`, of bytes as `latin1`. */
export function bytesParam(bytes: string, take: Take): Buffer {
  const param = take(bytes.length);
  param.write(bytes, 'latin1');
  return param;
}

const numberArray =
  (type: number, size: number, write: (array: Buffer, value: number, at: number) => unknown) =>
  (values: readonly (number | null)[], take = takeNew): Buffer => {
    if (values.length === 0) return emptyArray(type);
    let nulls = 0;
    for (const value of values) if (value === null) nulls++;
    const bytes = headerSize + values.length * 4 + (values.length - nulls) * size;
    const array = header(type, values.length, take(bytes));
    if (nulls > 0) array.writeInt32BE(1, 4);
    let at = headerSize;
    for (const value of values) {
      at = array.writeInt32BE(value === null ? nullLength : size, at);
      if (value === null) continue;
      write(array, value, at);
      at += size;
    }
    return array;
  };

const wordEnd = 2 ** 32;

/** `smallint[]` */
export const smallIntArray = numberArray(21, 2, (array, value, at) => array.writeInt16BE(value, at));
/** `integer[]` */
export const integerArray = numberArray(23, 4, (array, value, at) => array.writeInt32BE(value, at));
/** `bigint[]`, of whole numbers that JavaScript has exactly. */
export const bigintArray = numberArray(20, 8, (array, value, at) => {
  const upper = Math.floor(value / wordEnd);
  array.writeInt32BE(upper, at);
  array.writeUInt32BE(value - upper * wordEnd, at + 4);
});
/** `double precision[]` */
export const doubleArray = numberArray(701, 8, (array, value, at) => array.writeDoubleBE(value, at));
