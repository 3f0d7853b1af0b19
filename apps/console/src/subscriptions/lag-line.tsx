import type { ListSubscriptions } from '../api/shapes.ts';
import { behindText } from '../ui/behind.ts';
import { count } from '../ui/format.ts';
import { Spark, trendText } from '../ui/spark.tsx';

export type Subscription = ListSubscriptions['subscriptions'][number];

/** Behind by more than moments: it is catching up, if it moves. */
const isBehind = ({ lagS, lagEvents }: Subscription): boolean => lagS > 2 && lagEvents > 0;

export function StateChip({ one }: { one: Subscription }) {
  if (one.state === 'failing') return <span class="chip live">failing</span>;
  if (one.state === 'paused') return <span class="chip gold">paused</span>;
  if (one.state === 'stopped') return <span class="chip">stopped</span>;
  if (one.view?.builds.every(({ role }) => role !== 'live')) return <span class="chip info">filling</span>;
  if (one.parked > 0) return <span class="chip live">{count(one.parked)} parked</span>;
  return isBehind(one) ? <span class="chip gold">catching up</span> : <span class="chip ok">live</span>;
}

export const Trend = ({ one }: { one: Subscription }) => (
  <Spark values={one.lag} label={`Lag: ${trendText(one.lag)}`} tone={isBehind(one) ? 'gold' : 'primary'} />
);

/** One reader of the log in a line, for the overview. */
export function LagLine({ one }: { one: Subscription }) {
  const [service = '', name = ''] = one.target.split('/');
  return (
    <tr>
      <td>
        <a href={`/console/subscriptions?of=${encodeURIComponent(one.target)}`}>{name}</a>{' '}
        <span class="xs muted">{service}</span>
      </td>
      <td class="n" title={`Behind: ${behindText(one)}`}>
        {count(one.lagEvents)}
      </td>
      <td class="n">{one.ratePerS}/s</td>
      <td class="wide">
        <Trend one={one} />
      </td>
      <td>
        <StateChip one={one} />
      </td>
    </tr>
  );
}
