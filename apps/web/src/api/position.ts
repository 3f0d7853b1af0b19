import { covers } from './covers.ts';

const keptMs = 120_000;

/**
 * How far the server must have come before its answers hold what was done here. The last token is enough: it is sent
 * for two minutes, within which every view has long caught up, so that a server restored from a backup is not asked for
 * ever for what it does not have.
 */
export function positionKeeper(nowMs: () => number): {
  note(token: string | null | undefined): void;
  least(): string | undefined;
  forget(): void;
} {
  let token: string | undefined;
  let notedAtMs = 0;
  return {
    note(given) {
      if (!given || (token !== undefined && covers(token, given))) return;
      token = given;
      notedAtMs = nowMs();
    },
    least: () => (token !== undefined && nowMs() - notedAtMs < keptMs ? token : undefined),
    forget: () => void (token = undefined),
  };
}
