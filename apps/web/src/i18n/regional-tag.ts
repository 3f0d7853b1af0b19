/**
 * How the reader's own region writes numbers and dates in a language: the first of the browser's tags that is of it.
 * A tag that `Intl` cannot read is passed over: people write what they like into their browser's settings.
 */
export const regionalTag = (language: string, wanted: readonly string[]): string =>
  wanted.find((tag) => languageOf(tag) === language) ?? language;

function languageOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return undefined;
  }
}
