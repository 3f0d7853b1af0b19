// Control characters, and marks that turn the direction of writing: what people wrote must not steer the terminal.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Text from the log as one line that a terminal shows as it is. */
export const safeText = (text: string): string =>
  text.replace(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const valueText = (value: unknown): string =>
  safeText(value === undefined ? '–' : JSON.stringify(value));
