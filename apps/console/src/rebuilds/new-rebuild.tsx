import { place } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import type { PlanRebuild } from '../api/shapes.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Card } from '../ui/card.tsx';
import { Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, many } from '../ui/format.ts';
import { Compare } from './compare.tsx';
import { beginRebuild } from './running.ts';
import type { NamedView } from './views-of.ts';

type Plan = { readonly of: string; readonly plan?: PlanRebuild; readonly fault?: unknown };

/** First counted, then begun: nobody starts a long job by mistake. */
export function NewRebuild({ views }: { views: readonly NamedView[] }) {
  const [target, setTarget] = useState(place.value.query.get('target') ?? '');
  const [counted, setCounted] = useState<Plan | undefined>(undefined);
  const services = [...new Set(views.map((one) => one.target.split('/')[0] ?? ''))];
  const plan = counted?.of === target ? counted.plan : undefined;
  const countFirst = (event: Event): void => {
    event.preventDefault();
    setCounted({ of: target });
    // Another one may be counted by the time this one is.
    const take = (found: Plan): void => setCounted((now) => (now?.of === target ? found : now));
    ask<PlanRebuild>('operator/rebuilds/plan', { query: { target } }).then(
      (found) => take({ of: target, plan: found }),
      (fault: unknown) => take({ of: target, fault }),
    );
  };
  const begin = async (): Promise<void> => {
    if (!plan) return;
    const agreed = await agree({ title: `Rebuild ${target}`, tells: tellsOf(plan), yes: 'Rebuild' });
    if (!agreed) return;
    setCounted(undefined);
    await beginRebuild(target, agreed.reason);
  };
  return (
    <Card title="New rebuild">
      <form class="row wrap" onSubmit={countFirst}>
        <select
          id="target"
          aria-label="What to rebuild"
          class="btn grow"
          value={target}
          required
          onChange={(event) => setTarget(event.currentTarget.value)}
        >
          <option value="">Choose a view …</option>
          <optgroup label="One view">
            {views.map((one) => (
              <option key={one.target} value={one.target}>
                {one.target}
              </option>
            ))}
          </optgroup>
          <optgroup label="All of a service">
            {services.map((service) => (
              <option key={service} value={service}>
                {service}
              </option>
            ))}
            <option value="all">everything</option>
          </optgroup>
        </select>
        <button type="submit" class="btn p">
          Count first
        </button>
      </form>
      {!counted && (
        <p class="s muted">
          A rebuild folds the log into new rows beside the live ones. It is counted before it begins; counting
          changes nothing. Comparing builds it too, tells what differs byte for byte, and throws that away.
        </p>
      )}
      {mayAct.value && target !== '' && !plan && <Compare target={target} />}
      {counted?.of === target && !plan && counted.fault === undefined && <Loading />}
      {counted?.of === target && counted.fault !== undefined && <FaultNote error={counted.fault} />}
      {plan && (
        <>
          <PlanTable plan={plan} />
          {mayAct.value && (
            <button type="button" class="btn p" onClick={() => void begin()}>
              Rebuild {many(plan.views.length, 'view')} …
            </button>
          )}
        </>
      )}
    </Card>
  );
}

const sumOf = (plan: PlanRebuild): number => plan.views.reduce((sum, { folds }) => sum + folds, 0);
const isExact = (plan: PlanRebuild): boolean => plan.views.every(({ exact }) => exact);

/** Exactly what will happen, and how much of it. */
function tellsOf(plan: PlanRebuild): string[] {
  const dropped = plan.views.filter(({ dropsBuild }) => dropsBuild !== null);
  return [
    `${many(plan.views.length, 'view')} will be built from the beginning of the log, one after the other.`,
    `Together they fold ${isExact(plan) ? '' : 'more than '}${many(sumOf(plan), 'event')}, out of ${count(plan.log)} in the log.`,
    ...dropped.map(({ target, dropsBuild }) => `Build ${dropsBuild ?? ''} of ${target} is dropped first.`),
    'Readers stay on the live builds until the new ones have caught up and were verified.',
    'No policy runs again and nothing is sent. The build before is kept to roll back to.',
  ];
}

const PlanTable = ({ plan }: { plan: PlanRebuild }) => (
  <table>
    <caption class="vh">What a rebuild would do</caption>
    <thead>
      <tr>
        <th scope="col">View</th>
        <th scope="col" class="n">
          Events to fold
        </th>
        <th scope="col" class="n">
          Rows now
        </th>
        <th scope="col">Drops</th>
      </tr>
    </thead>
    <tbody>
      {plan.views.map(({ target, kind, folds, exact, rows, dropsBuild }) => (
        <tr key={target}>
          <td>{target}</td>
          <td class="n">
            {kind === 'memory-view' ? 'none, fills itself' : `${exact ? '' : 'over '}${count(folds)}`}
          </td>
          <td class="n">{kind === 'memory-view' ? '–' : count(rows)}</td>
          <td>{dropsBuild === null ? '–' : `build ${dropsBuild}`}</td>
        </tr>
      ))}
      <tr class="sum">
        <th scope="row">Together</th>
        <td class="n">
          {isExact(plan) ? '' : 'over '}
          {count(sumOf(plan))}
        </td>
        <td class="n">{count(plan.views.reduce((sum, { rows }) => sum + rows, 0))}</td>
        <td>–</td>
      </tr>
    </tbody>
  </table>
);
