import { go, place } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import type { ListSubscriptions } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { Screen } from '../shell/screen.tsx';
import { Loading } from '../ui/empty.tsx';
import { behindText } from '../ui/behind.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, duration } from '../ui/format.ts';
import { ConsumerActs } from './consumer-acts.tsx';
import { StateChip, Trend, type Subscription } from './lag-line.tsx';
import { SubscriptionDetail } from './subscription-detail.tsx';

const orders = {
  name: (a: Subscription, b: Subscription) => (a.target < b.target ? -1 : 1),
  lag: (a: Subscription, b: Subscription) => b.lagEvents - a.lagEvents || b.lagS - a.lagS,
  time: (a: Subscription, b: Subscription) => b.lagS - a.lagS || b.lagEvents - a.lagEvents,
  rate: (a: Subscription, b: Subscription) => b.ratePerS - a.ratePerS,
  parked: (a: Subscription, b: Subscription) => b.parked - a.parked,
} as const;

type Order = keyof typeof orders;

const kinds = { view: 'view', 'memory-view': 'in memory', policy: 'policy' } as const;

/** Everything that reads the log: how far behind, how fast, for how long still. */
export function Subscriptions() {
  const { answer, fault, again } = useAsked<ListSubscriptions>('operator/subscriptions', 2_000);
  const [order, setOrder] = useState<Order>('name');
  const [text, setText] = useState('');
  const of = place.value.query.get('of') ?? undefined;
  const all = answer?.subscriptions ?? [];
  const chosen = all.find(({ target }) => target === of);
  const shown = all
    .filter(({ target, reads }) =>
      [target, ...reads].some((one) => one.toLowerCase().includes(text.toLowerCase())),
    )
    .toSorted(orders[order]);
  const heading = (by: Order, name: string, kind = 'n') => (
    <th
      scope="col"
      class={kind}
      aria-sort={order === by ? (by === 'name' ? 'ascending' : 'descending') : undefined}
    >
      <button type="button" class="link" onClick={() => setOrder(by)}>
        {name}
        <span aria-hidden="true">{order === by ? (by === 'name' ? ' ▴' : ' ▾') : ''}</span>
      </button>
    </th>
  );
  return (
    <Screen title="Subscriptions">
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      <div class="row find">
        <input
          id="which"
          aria-label="Name, service or event type"
          value={text}
          placeholder="Name, service or event type it reads"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div class={chosen ? 'split list' : ''}>
        <div class="card flush">
          <table class="subs">
            <thead>
              <tr>
                {heading('name', 'Name', '')}
                {heading('lag', 'Lag')}
                {heading('time', 'Behind', 'n mid')}
                {heading('rate', 'Rate', 'n mid')}
                <th scope="col" class="n wide">
                  Left
                </th>
                <th scope="col" class="wide">
                  5 min
                </th>
                {heading('parked', 'Parked', 'n mid')}
                <th scope="col">State</th>
                <th scope="col">
                  <span class="vh">Acts</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Row key={one.target} one={one} isChosen={one === chosen} again={again} />
              ))}
            </tbody>
          </table>
        </div>
        {chosen && (
          <SubscriptionDetail
            key={chosen.target}
            one={chosen}
            onClose={() => go('/console/subscriptions', { replace: true })}
          />
        )}
      </div>
    </Screen>
  );
}

function Row({ one, isChosen, again }: { one: Subscription; isChosen: boolean; again: () => void }) {
  const [service = '', name = ''] = one.target.split('/');
  return (
    <tr class={isChosen ? 'selected' : ''}>
      <td>
        <a href={`/console/subscriptions?of=${encodeURIComponent(one.target)}`}>{name}</a>
        <span class="xs muted block">
          {service}, {kinds[one.kind]}
        </span>
      </td>
      <td class="n">{count(one.lagEvents)}</td>
      <td class="n mid">{one.lagEvents === 0 ? '–' : behindText(one)}</td>
      <td class="n mid">{one.ratePerS}/s</td>
      <td class="n wide">
        {one.lagEvents === 0 ? '–' : one.leftS === null ? 'not known' : duration(one.leftS)}
      </td>
      <td class="wide">
        <Trend one={one} />
      </td>
      <td class="n mid">
        {one.parked === 0 ? '–' : <a href="/console/dead-letters">{count(one.parked)}</a>}
      </td>
      <td>
        <StateChip one={one} />
      </td>
      <td class="n">
        <ConsumerActs one={one} again={again} />
      </td>
    </tr>
  );
}
