import { isMet, ratioOf, type Figure } from './bench.ts';

/** How wide the columns of these figures are. */
export type Widths = readonly number[];

export const widths = (figures: readonly Figure[]): Widths => {
  const rows = figures.map(cells);
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
};

/** What, value with unit, bar, reference, ratio, met or missed; below it what there is to say about it. */
export function line(figure: Figure, columns: Widths): string {
  const padded = cells(figure).map((cell, i) =>
    i === 1 ? cell.padStart(columns[i] ?? 0) : cell.padEnd(columns[i] ?? 0),
  );
  return `  ${padded.join('  ').trimEnd()}${figure.note ? `\n      ${figure.note}` : ''}`;
}

function cells(figure: Figure): string[] {
  const { what, value, unit, reference } = figure;
  const ratio = ratioOf(figure);
  const met = isMet(figure);
  return [
    what,
    `${number(value)} ${unit}`,
    barOf(figure),
    reference ? `${reference.name} ${number(reference.value)}` : '',
    ratio === undefined ? '' : `× ${ratio.toFixed(2)}`,
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

function barOf({ bar, ratioAtLeast }: Figure): string {
  if (ratioAtLeast !== undefined) return `≥ ${ratioAtLeast} × reference`;
  if (!bar) return '';
  return 'atLeast' in bar ? `≥ ${number(bar.atLeast)}` : `≤ ${number(bar.atMost)}`;
}

const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
