import { idPattern } from '@touchline/kernel/engine';

/** How an event's data stands in its row: as text, or as bytes when it holds sealed fields. */
export type StoredData = string | Uint8Array;

/** What stands beside it in the row. */
interface Beside {
  readonly stream: string;
  readonly actor: string | null;
}

// JSON text has no control characters (RFC 8259 §7), so each of these can stand for something.
const ofActor = '\u0001';
const ofStream = '\u0002';
const ofStreamToo = '\u0003';
/** The sealed field as a whole. The number of its bytes follows, in two, and they. */
const ofSealed = 4;
/** In front of data that has one of these itself, and so is no JSON: what follows is as it was given. */
const verbatim = '\u0005';
// eslint-disable-next-line no-control-regex
const marks = /[\u0001-\u0005]/;

/** How a sealed field stands in JSON. */
const sealedBegin = '{"$p":"';
const sealedEnd = '"}';
const lengthBytes = 2;
const lengthMax = 2 ** 16 - 1;

/**
 * The stored form. Ids that the row holds anyway, as its actor or in its stream's name, take one character each, and a
 * sealed field takes the bytes that its base64url is for: a post takes nearly a quarter less.
 */
export function packData(data: string, { stream, actor }: Beside): StoredData {
  if (marks.test(data)) return verbatim + data;
  const [first, second] = idsOf(stream);
  let text = data;
  if (actor !== null && idPattern.test(actor)) text = text.replaceAll(actor, ofActor);
  if (idPattern.test(first)) text = text.replaceAll(first, ofStream);
  if (idPattern.test(second)) text = text.replaceAll(second, ofStreamToo);
  return text.includes(sealedBegin) ? packSealed(text) : text;
}

/** Whatever is stored, it gives a text; that it is the right one, the row's checksum says. */
export function unpackData(stored: StoredData, { stream, actor }: Beside): string {
  let text = typeof stored === 'string' ? stored : unpackSealed(stored);
  if (text.startsWith(verbatim)) return text.slice(1);
  if (actor !== null) text = text.replaceAll(ofActor, actor);
  if (!text.includes(ofStream) && !text.includes(ofStreamToo)) return text;
  const [first, second] = idsOf(stream);
  return text.replaceAll(ofStream, first).replaceAll(ofStreamToo, second);
}

/** Streams are named `<type>-<id>` or `<type>-<id>.<id>`. */
function idsOf(stream: string): [first: string, second: string] {
  const from = stream.indexOf('-') + 1;
  const dot = stream.indexOf('.', from);
  return dot < 0 ? [stream.slice(from), ''] : [stream.slice(from, dot), stream.slice(dot + 1)];
}

function packSealed(text: string): StoredData {
  const bytes = Buffer.allocUnsafe(text.length * 3);
  let end = 0;
  let written = 0;
  for (let at = text.indexOf(sealedBegin); at >= 0; at = text.indexOf(sealedBegin, at + 1)) {
    const from = at + sealedBegin.length;
    const to = text.indexOf(sealedEnd, from);
    if (to < 0) break;
    const sealed = text.slice(from, to);
    const mark = end + bytes.write(text.slice(written, at), end);
    const begin = mark + 1 + lengthBytes;
    const length = bytes.write(sealed, begin, 'base64url');
    // Only what comes out again as it went in.
    if (length > lengthMax || bytes.toString('base64url', begin, begin + length) !== sealed) continue;
    bytes[mark] = ofSealed;
    bytes.writeUInt16LE(length, mark + 1);
    end = begin + length;
    written = to + sealedEnd.length;
  }
  return written === 0 ? text : bytes.subarray(0, end + bytes.write(text.slice(written), end));
}

function unpackSealed(stored: Uint8Array): string {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  let text = '';
  let read = 0;
  for (let at = bytes.indexOf(ofSealed); at >= 0; at = bytes.indexOf(ofSealed, read)) {
    const from = at + 1 + lengthBytes;
    if (from > bytes.length) break;
    text += bytes.toString('utf8', read, at);
    read = from + bytes.readUInt16LE(at + 1);
    text += sealedBegin + bytes.toString('base64url', from, read) + sealedEnd;
  }
  return text + bytes.toString('utf8', read);
}
