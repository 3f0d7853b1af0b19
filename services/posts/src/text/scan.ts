import { hashtagForm, isHashtag } from './hashtag.ts';

/** What a text refers to: each once, in the order of appearance. */
export interface Found {
  /** Lower case, without @. Whether such a person exists is not known here. */
  readonly handles: readonly string[];
  /** Lower case, NFC, without #. */
  readonly hashtags: readonly string[];
}

const nothing: Found = { handles: [], hashtags: [] };

const at = 0x40;
const hash = 0x23;
/** Fifty characters of a hashtag in their longest spelling stay below this many UTF-16 units. */
const hashtagUnitsMax = 400;

/** Finds @mentions and #hashtags in one pass: each character is looked at a bounded number of times. */
export function scan(text: string): Found {
  if (!text.includes('@') && !text.includes('#')) return nothing;
  const handles = new Set<string>();
  const hashtags = new Set<string>();
  for (let i = 0; i < text.length;) {
    const marker = text.charCodeAt(i);
    if (marker !== at && marker !== hash) {
      i++;
      continue;
    }
    const end = endOfWord(text, i + 1);
    const word = text.slice(i + 1, end);
    if (marker === at) {
      if (isHandle(word) && opensMention(text, i) && text.charCodeAt(end) !== at)
        handles.add(word.toLowerCase());
    } else if (word.length > 0 && word.length <= hashtagUnitsMax && opensHashtag(text, i)) {
      const form = hashtagForm(word);
      if (isHashtag(form)) hashtags.add(form);
    }
    i = Math.max(end, i + 1);
  }
  return { handles: [...handles], hashtags: [...hashtags] };
}

// Tested before lower case is made: the Kelvin sign would turn into a plain k.
const isHandle = (word: string): boolean => word.length <= 30 && /^[A-Za-z0-9_]{2,30}$/.test(word);

/** kai@example.org is an address and example.org/@kai a path. */
const opensMention = (text: string, i: number): boolean =>
  i === 0 || (!isWordEndingAt(text, i) && !'@/+-%'.includes(text.charAt(i - 1)));

/** page#part and &#39; are no hashtags. */
const opensHashtag = (text: string, i: number): boolean =>
  i === 0 || (!isWordEndingAt(text, i) && !'#/&'.includes(text.charAt(i - 1)));

function endOfWord(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const point = text.codePointAt(i) as number;
    if (!isWordPoint(point)) break;
    i += point > 0xffff ? 2 : 1;
  }
  return i;
}

function isWordEndingAt(text: string, i: number): boolean {
  const unit = text.charCodeAt(i - 1);
  const isLowHalf = unit >= 0xdc00 && unit <= 0xdfff && i >= 2;
  return isWordPoint(isLowHalf ? (text.codePointAt(i - 2) as number) : unit);
}

function isWordPoint(point: number): boolean {
  if (point < 0x80) {
    return (
      (point >= 0x61 && point <= 0x7a) ||
      (point >= 0x41 && point <= 0x5a) ||
      (point >= 0x30 && point <= 0x39) ||
      point === 0x5f
    );
  }
  return /[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(point));
}
