/** One line of the table: a measured value and what it is held against. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What is asked for; none for figures that only explain the others. */
  readonly bar?: { readonly atLeast: number } | { readonly atMost: number };
  /** The same work done by something else, in the same run. */
  readonly reference?: { readonly name: string; readonly value: number };
  /** Where the bar is a share of the reference. */
  readonly ratioAtLeast?: number;
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  readonly about: string;
  run(settings: Settings): Promise<readonly Figure[]>;
}

export interface Settings {
  /** How long each load is kept up. */
  readonly seconds: number;
  /** Events in the large data folder. */
  readonly events: number;
  /** How often each page is looked at, */
  readonly rounds: number;
  /** or less often, where it met all that is asked for by then. */
  readonly strict: boolean;
}

export const ratioOf = ({ value, reference }: Figure): number | undefined =>
  reference && reference.value > 0 ? value / reference.value : undefined;

/** `undefined` where nothing was asked for. */
export function isMet(figure: Figure): boolean | undefined {
  const { bar, value, ratioAtLeast } = figure;
  if (ratioAtLeast !== undefined) return (ratioOf(figure) ?? 0) >= ratioAtLeast;
  if (!bar) return undefined;
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
