import type { BuildDeps, ViewBuild } from './view-build.ts';

/** Of the build that is made (VW8). The one before is kept, until it is retired. */
export type RebuildState = 'building' | 'catching-up' | 'verifying' | 'live';

export interface RebuildProgress {
  readonly view: string;
  readonly build: number;
  readonly state: RebuildState;
  readonly done: number;
  readonly total: number;
  /** Events per second since it began. */
  readonly rate: number;
  /** Seconds until it has caught up at this rate; `null` while unknown. */
  readonly leftS: number | null;
  /** What verification found, when it found something. */
  readonly finding?: string;
}

export interface Rebuild {
  readonly view: string;
  readonly build: ViewBuild;
  /** When, by the steady clock. */
  readonly began: number;
  readonly state: RebuildState;
  readonly finding: string | undefined;
}

export async function rebuildProgress(
  { events, clock }: Pick<BuildDeps, 'events' | 'clock'>,
  { view, build, began, state, finding }: Rebuild,
): Promise<RebuildProgress> {
  const total = sum(await events.heads());
  const done = sum(build.consumer.cursors());
  const rate = done / Math.max(0.001, (clock.steady() - began) / 1000);
  const leftS = state === 'live' ? 0 : rate > 0 ? Math.round((total - done) / rate) : null;
  return {
    view,
    build: build.number,
    state,
    done,
    total,
    rate: Math.round(rate),
    leftS,
    ...(finding && { finding }),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
