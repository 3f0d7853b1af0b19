import { median, type Figure } from '../bench.ts';
import type { Latencies, PhaseResult } from '../load/open-job.ts';
import type { Overloaded } from './overload-on.ts';

const memoryMbMax = 400;
const growthMbMax = 32;

export function overloadFigures(run: Overloaded): Figure[] {
  const { engine, slowerMs, capacity, offered, before, during, after, memoryMb, overloadAt, lost } = run;
  const named = (what: string): string => `overload on ${engine}: ${what}`;
  const [from, to] = overloadAt;
  const middle = Math.floor((from + to) / 2);
  const peak = Math.max(...memoryMb.slice(from));
  const refused = sum(during.refused);
  const accepted = Object.entries(during.accepted).map(([name, { count, p99Ms }]) => `${count} ${name} (p99 ${Math.round(p99Ms)})`); // prettier-ignore
  const back = secondsUntilBack(before, after);
  const posts = [before, during, after].reduce((total, { ids }) => total + ids.length, 0);
  return [
    {
      what: named('what the server carries'),
      value: capacity,
      unit: '/s',
      note: `64 connections that wait for their answers; each request is made ${slowerMs} ms longer, so that one load generator can send ten times as much`,
    },
    {
      what: named('offered'),
      value: during.due / (to - from || 1),
      unit: '/s',
      bar: { atLeast: offered * 0.95 },
      note: `load generator ${percent(during.loaderBusy)} busy, ${during.connected} connections made, 1 % log-ins`,
    },
    {
      what: named('accepted'),
      value: during.perSecond,
      unit: '/s',
      note: `${percent(during.perSecond / capacity)} of what it carries: ${accepted.join(', ')}`,
    },
    {
      what: named('accepted, p99 since sent'),
      value: during.all.p99Ms,
      unit: 'ms',
      bar: { atMost: 1000 },
      note: `${times(during.all)}; since due ${times(during.fromDue)}, p99 ${Math.round(during.fromDue.p99Ms)}`,
    },
    {
      what: named('refused'),
      value: refused / (to - from || 1),
      unit: '/s',
      note: `${listed(during.refused)}; ${times(during.refusals)}, p99 ${Math.round(during.refusals.p99Ms)}`,
    },
    {
      what: named('refused without Retry-After'),
      value: during.withoutRetryAfter,
      unit: '',
      bar: { atMost: 0 },
    },
    {
      what: named('other outcomes'),
      value: sum(during.others) + sum(after.others),
      unit: '',
      bar: { atMost: 0 },
      note: listed({ ...during.others, ...prefixed('afterwards ', after.others) }) || 'none',
    },
    {
      what: named('memory, highest'),
      value: peak,
      unit: 'MB',
      bar: { atMost: memoryMbMax },
      note: `${Math.round(memoryMb[from - 1] ?? 0)} before`,
    },
    {
      what: named('memory, highest of the second half over the first'),
      value: Math.max(...memoryMb.slice(middle, to)) - Math.max(...memoryMb.slice(from, middle)),
      unit: 'MB',
      bar: { atMost: growthMbMax },
    },
    {
      what: named('normal load again as before after'),
      value: back,
      unit: 's',
      bar: { atMost: 10 },
      note: `half of what it carries; p99 ${before.all.p99Ms.toFixed(0)} ms before; each second afterwards ${after.bySecond.map(({ p99Ms, notAccepted }) => p99Ms.toFixed(0) + (notAccepted > 0 ? ` (${notAccepted} not accepted)` : '')).join(', ')}`,
    },
    {
      what: named('answered posts that are not there'),
      value: lost,
      unit: '',
      bar: { atMost: 0 },
      note: `of ${posts}`,
    },
  ];
}

/** The first second from which on all is answered, and the p99 of three seconds is back within half as much again. */
function secondsUntilBack(before: PhaseResult, { bySecond }: PhaseResult): number {
  const most = 1.5 * median(before.bySecond.map(({ p99Ms }) => p99Ms));
  const at = bySecond.findIndex((_, n) => {
    const three = bySecond.slice(n, n + 3);
    return (
      median(three.map(({ p99Ms }) => p99Ms)) <= most && three.every(({ notAccepted }) => notAccepted === 0)
    );
  });
  return at < 0 ? Infinity : at;
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts).map(([what, count]) => `${count} × ${what}`).join(', '); // prettier-ignore

const prefixed = (prefix: string, counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([what, count]) => [prefix + what, count]));

const times = ({ p50Ms, maxMs }: Latencies): string =>
  `p50 ${Math.round(p50Ms)}, longest ${Math.round(maxMs)} ms`;
const percent = (share: number): string => `${Math.round(share * 100)} %`;
