/** Ids as they are made (decision 0004); said here once more, as loading the kernel would cost every command its start. */
export const isPersonId = (text: string): boolean => /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
