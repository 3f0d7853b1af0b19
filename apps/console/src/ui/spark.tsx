interface Props {
  readonly values: readonly number[];
  /** What the line shows, in words for those who do not see it. */
  readonly label: string;
  readonly tone?: 'primary' | 'gold' | 'live';
  readonly width?: number;
  readonly height?: number;
  /** Fills below the line. */
  readonly area?: boolean;
}

/** A small line of what was: the newest at the end. All zero is a flat line at the bottom. */
export function Spark({ values, label, tone = 'primary', width = 96, height = 20, area = false }: Props) {
  const [only = 0] = values;
  const shown = values.length > 1 ? values : [only, only];
  const top = Math.max(...shown, 1);
  const at = (value: number, i: number): string => {
    const x = (i / (shown.length - 1)) * width;
    const y = height - 2 - (value / top) * (height - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const line = `M${shown.map(at).join('L')}`;
  return (
    <svg
      class={`spark ${tone}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {area && <path class="area" d={`${line}L${width} ${height}L0 ${height}Z`} />}
      <path class="stroke" d={line} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** In words: what a trend does. */
export function trendText(values: readonly number[]): string {
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  if (Math.max(...values, 0) === 0) return 'never behind';
  return last === first ? 'steady' : last > first ? 'rising' : 'falling';
}
