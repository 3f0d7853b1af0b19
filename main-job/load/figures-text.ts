import type { LoadFigures } from './load-order.ts';

/** A table of what came back, and how soon. */
export function figuresText({ kinds, seconds, unanswered }: LoadFigures, cpuSeconds: number): string[] {
  const total = kinds[0]?.count ?? 0;
  const rate = (count: number): string => whole(count / seconds);
  const perCpu =
    cpuSeconds > 0 ? `, ${whole(total / cpuSeconds)} per second of the server’s processor time` : '';
  return [
    `  ${whole(total)} requests in ${seconds.toFixed(1)} s, ${rate(total)}/s${perCpu}`,
    ...kinds.map(
      ({ name, count, refused, p50Ms, p99Ms, maxMs }) =>
        `  ${name.padEnd(17)}${whole(count).padStart(8)}  ${rate(count).padStart(6)}/s  p50 ${ms(p50Ms)}  p99 ${ms(p99Ms)}  longest ${ms(maxMs)}${
          refused > 0 ? `  refused ${whole(refused)}` : ''
        }`,
    ),
    ...(unanswered > 0 ? [`  ${unanswered} requests were cut off unanswered`] : []),
  ];
}

const whole = (n: number): string => Math.round(n).toLocaleString('en');
const ms = (n: number): string => `${n.toFixed(1).padStart(6)} ms`;
