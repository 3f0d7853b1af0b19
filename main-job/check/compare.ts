import { isDeepStrictEqual } from 'node:util';
import type { Findings } from './findings.ts';

interface Item {
  readonly id: string;
}

/** Holds a list against what it should be: the same items, in the same order, each alike in every field. */
export function compareLists(
  where: string,
  expected: readonly object[],
  shown: readonly object[],
  found: Findings,
): void {
  for (const [i, should] of expected.entries()) {
    const is = shown[i];
    if (isDeepStrictEqual(is, should)) continue;
    const [wanted, there] = [(should as Item).id, (is as Item | undefined)?.id];
    if (wanted !== there)
      // What follows is out of step, and would only repeat this.
      return found.differs(
        `${where}, place ${i + 1} of ${expected.length}: expected ${wanted}, found ${there ?? 'the end'}`,
      );
    compareFields(`${where}, ${wanted}`, should, is ?? {}, found);
  }
  if (shown.length > expected.length)
    found.differs(
      `${where}: expected ${expected.length} items, found ${shown.length}; the first more is ${(shown[expected.length] as Item).id}`,
    );
}

/** Names each field in which one thing differs. */
export function compareFields(where: string, expected: object, shown: object, found: Findings): void {
  const [should, is] = [new Map(Object.entries(expected)), new Map(Object.entries(shown))];
  for (const field of new Set([...should.keys(), ...is.keys()]))
    if (!isDeepStrictEqual(should.get(field), is.get(field)))
      found.differs(
        `${where}: expected ${field} ${JSON.stringify(should.get(field))}, found ${JSON.stringify(is.get(field))}`,
      );
}
