import { covers } from './covers.ts';

const keptMs = 120_000;

/** A position token and when it was noted (ms since 1970). */
export interface Noted {
  readonly token: string;
  readonly atMs: number;
}

/**
 * How far the server must have come before its answers hold what was done here. The last token is enough: it is sent
 * for two minutes, within which every view has long caught up, so that a server restored from a backup is not asked for
 * ever for what it does not have.
 */
export function positionKeeper(
  nowMs: () => number,
  earlier?: Noted,
): {
  note(token: string | null | undefined): void;
  least(): string | undefined;
  /** What the page that is loaded next begins with. */
  last(): Noted | undefined;
  forget(): void;
} {
  let last = earlier;
  return {
    note(token) {
      if (token && !(last && covers(last.token, token))) last = { token, atMs: nowMs() };
    },
    least: () => (last && Math.abs(nowMs() - last.atMs) < keptMs ? last.token : undefined),
    last: () => last,
    forget: () => void (last = undefined),
  };
}
