/** In characters, that is Unicode code points, as JSON Schema counts them. */
export const postTextMax = 2000;

export function fitsPost(text: string): boolean {
  if (text.length <= postTextMax) return true;
  if (text.length > 2 * postTextMax) return false;
  let characters = 0;
  for (const _ of text) characters++;
  return characters <= postTextMax;
}
