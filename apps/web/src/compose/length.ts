/** In characters as the server counts them: code points, without the blanks at the edges. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text.trim().replaceAll(/\r\n?/g, '\n')) length++;
  return length;
}
