let second = Number.NaN;
let head = '';

/**
 * The RFC 3339 text of a moment, in whole milliseconds since 1970. What is published now shares all but the
 * milliseconds with what was published just before: those alone are written anew.
 */
export function timeText(ms: number): string {
  const start = Math.floor(ms / 1000) * 1000;
  if (start !== second) {
    head = new Date(start).toISOString().slice(0, -4);
    second = start;
  }
  const rest = ms - start;
  return `${head}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
}
