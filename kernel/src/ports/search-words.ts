const words = /[\p{L}\p{N}\p{M}]+/gu;
const beyondAscii = /[^ -~\s]/;
const accents = /[\u0300-\u036f]/g;
const wordLengthMax = 64;

/**
 * The distinct words of a text as full-text search compares them, in every engine: lower case, accents off, letters and
 * digits only, cut at 64 characters. Engines index and look up these words, never the text itself (VW30).
 *
 * @example
 * searchWords('Über-Läufe, 10K!', 100); // ['uber', 'laufe', '10k']
 */
export function searchWords(text: string, wordsMax: number): string[] {
  const lower = text.toLowerCase();
  const plain = beyondAscii.test(lower)
    ? lower.normalize('NFKD').replace(accents, '').normalize('NFC')
    : lower;
  const found = new Set<string>();
  // Compatibility forms may bring capitals back (℡ → TEL), hence lower case once more.
  for (const [word] of (plain === lower ? plain : plain.toLowerCase()).matchAll(words)) {
    found.add(word.length > wordLengthMax ? cut(word) : word);
    if (found.size >= wordsMax) break;
  }
  return [...found];
}

/** At a character's border: half a surrogate pair would be no text. */
const cut = (word: string): string => {
  const short = word.slice(0, wordLengthMax);
  return short.isWellFormed() ? short : short.slice(0, -1);
};
