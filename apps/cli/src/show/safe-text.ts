// Control characters, and marks that turn the direction of writing: what people wrote must not steer the terminal.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Text from the log as one line that a terminal shows as it is. */
export const safeText = (text: string): string =>
  text.replace(unsafe, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A value as compact JSON; what is hidden or erased as one short sign. */
export const valueText = (value: unknown): string =>
  value === undefined ? '–' : safeText(JSON.stringify(value, (_name, one: unknown) => signOf(one)));

function signOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('masked' in value && value.masked === true) return '•••';
  return 'erased' in value && value.erased === true ? '(erased)' : value;
}
