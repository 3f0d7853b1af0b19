export type KeyAction = () => void;

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const sequenceMs = 1200;

/**
 * Finds the action for a key: single keys (`j`), two in a row (`g h`), or with Ctrl or Cmd (`mod+k`). The second key of
 * two must come soon.
 */
export function keySequence(
  actions: Readonly<Record<string, KeyAction>>,
  nowMs: () => number,
): (pressed: Pressed) => KeyAction | undefined {
  let first = '';
  let firstAtMs = 0;
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (altKey) return undefined;
    if (ctrlKey || metaKey) return actions[`mod+${key.toLowerCase()}`];
    const both = nowMs() - firstAtMs < sequenceMs ? actions[`${first} ${key}`] : undefined;
    first = key;
    firstAtMs = nowMs();
    if (both) {
      first = '';
      return both;
    }
    return actions[key];
  };
}
