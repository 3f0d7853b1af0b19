/**
 * Whether a text is as a pattern says, where `*` stands for any characters. Without regular expressions, whose time a
 * pattern of many stars could let grow beyond bounds: this takes the product of both lengths at most.
 */
export function glob(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = t;
    } else if (pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
