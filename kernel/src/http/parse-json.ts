import { isUtf8 } from 'node:buffer';
import type { InputFault } from './input-faults.ts';

const depthMax = 32;
/** What may only be let through after a look at each value: `__proto__`, half surrogates, NUL. Escaped, or as it is. */
const suspicious = /__proto__|\\u(?:005f|0000|d[89a-f])/i;

export type Parsed =
  | { readonly value: unknown }
  | { readonly malformed: string }
  | { readonly fault: Omit<InputFault, 'in'> };

/** HT6: JSON that is safe to merge, store and print: bounded depth, no `__proto__`, whole characters, no NUL. */
export function parseJson(bytes: Buffer): Parsed {
  if (!isUtf8(bytes)) return { malformed: 'It holds bytes that are not UTF-8.' };
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = /position \d+/.exec((error as Error).message)?.[0];
    return { malformed: at ? `It breaks at ${at}.` : 'It ends too early or holds something else than JSON.' };
  }
  if (!suspicious.test(text) && !mayBeDeep(text)) return { value };
  const fault = faultIn(value);
  return fault ? { fault } : { value };
}

/** Counts brackets, also inside texts: too many is no proof, few are one. */
function mayBeDeep(text: string): boolean {
  let brackets = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at >= 0 && brackets <= depthMax; at = text.indexOf(bracket, at + 1))
      brackets++;
  }
  return brackets > depthMax;
}

/** Without recursion: what is being guarded against is depth. */
function faultIn(root: unknown): Omit<InputFault, 'in'> | undefined {
  const open: { value: unknown; path: string; depth: number }[] = [{ value: root, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') {
      if (!isStorable(value))
        return { path, what: 'A text holds half a character or NUL; send whole characters.' };
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= depthMax) {
        return {
          path: path.slice(0, 256),
          what: `Nested deeper than ${depthMax} levels.`,
          maximum: depthMax,
        };
      }
      for (const [key, inner] of Object.entries(value)) {
        const at = path === '' ? key : `${path}.${key}`;
        if (key === '__proto__' || !isStorable(key))
          return { path: at, what: 'This field name is not allowed.' };
        open.push({ value: inner, path: at, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
