/**
 * Arrays as PostgreSQL's binary format has them: nothing is quoted here and parsed there, which halves what a bulk write
 * costs this process. The header: dimensions, whether there are nulls, the elements' type, their number, the first index.
 */
const headerSize = 20;
const empty = new Map<number, Buffer>();

function header(type: number, length: number, size: number): Buffer {
  const array = Buffer.allocUnsafe(headerSize + size);
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

/** `text[]`. Half characters become U+FFFD. */
export function textArray(values: readonly string[]): Buffer {
  if (values.length === 0) return emptyArray(25);
  let size = 0;
  for (const value of values) size += 4 + Buffer.byteLength(value);
  const array = header(25, values.length, size);
  let at = headerSize;
  for (const value of values) {
    const length = array.write(value, at + 4);
    at = array.writeInt32BE(length, at) + length;
  }
  return array;
}

const numberArray =
  (type: number, size: number, write: (array: Buffer, value: number, at: number) => unknown) =>
  (values: readonly number[]): Buffer => {
    if (values.length === 0) return emptyArray(type);
    const array = header(type, values.length, values.length * (4 + size));
    let at = headerSize;
    for (const value of values) {
      array.writeInt32BE(size, at);
      write(array, value, at + 4);
      at += 4 + size;
    }
    return array;
  };

/** `smallint[]` */
export const smallIntArray = numberArray(21, 2, (array, value, at) => array.writeInt16BE(value, at));
/** `integer[]` */
export const integerArray = numberArray(23, 4, (array, value, at) => array.writeInt32BE(value, at));
/** `bigint[]`, of whole numbers that JavaScript has exactly. */
export const bigintArray = numberArray(20, 8, (array, value, at) => array.writeBigInt64BE(BigInt(value), at));
/** `double precision[]` */
export const doubleArray = numberArray(701, 8, (array, value, at) => array.writeDoubleBE(value, at));
