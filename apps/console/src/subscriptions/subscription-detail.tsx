import { pathOf } from '../api/ask.ts';
import type { ReadBacklog } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { EventRows } from '../ledger/event-rows.tsx';
import { ledgerHref } from '../shell/routes.ts';
import { Close } from '../ui/close.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, many } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Spark, trendText } from '../ui/spark.tsx';
import type { Subscription } from './lag-line.tsx';

const backlogMax = 20;

/** One reader: what it is for, what it reads, what waits before it. */
export function SubscriptionDetail({ one, onClose }: { one: Subscription; onClose: () => void }) {
  const path = pathOf(`operator/consumers/${encodeURIComponent(one.target)}/backlog`, { limit: backlogMax });
  const { answer, fault, again } = useAsked<ReadBacklog>(path, 3_000);
  return (
    <aside class="detail card" aria-label={one.target}>
      <div class="row">
        <h2>{one.target}</h2>
        <span class="sp" />
        <Close onClose={onClose} />
      </div>
      <p class="s">{one.about}</p>
      <div class="chart">
        <Spark
          values={one.lag}
          label={`Lag during the last five minutes: ${trendText(one.lag)}, at most ${Math.max(0, ...one.lag)}`}
          width={400}
          height={60}
          area
        />
      </div>
      <dl class="facts">
        <div>
          <dt>Stands at</dt>
          <dd class="mono">
            {one.cursors.map((position, partition) => `${partition}.${position}`).join(', ')}
          </dd>
        </div>
        {one.view && (
          <div>
            <dt>Rows</dt>
            <dd class="num">{count(one.view.rows)}</dd>
          </div>
        )}
        {one.view && (
          <div>
            <dt>Builds</dt>
            <dd class="num">
              {one.view.builds.map(({ build, role }) => `${build} ${role}`).join(', ')} · version{' '}
              {one.view.version}
            </dd>
          </div>
        )}
      </dl>
      {one.kind === 'view' && (
        <p>
          <a class="btn" href={`/console/rebuilds?target=${encodeURIComponent(one.target)}`}>
            <Icon name="rebuild" /> Rebuild …
          </a>
        </p>
      )}
      <h3>Reads</h3>
      <ul class="chips">
        {one.reads.map((type) => (
          <li key={type}>
            <a class="chip mono" href={ledgerHref(`type:${type}`)}>
              {type}
            </a>
          </li>
        ))}
      </ul>
      <h3>Not consumed yet</h3>
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && answer.events.length === 0 && (
        <Empty icon="check">
          {answer.lagEvents === 0
            ? 'Nothing waits: it stands at the head of the log.'
            : `${many(answer.lagEvents, 'event')} lie before it, none of a type it reads.`}
        </Empty>
      )}
      {answer && answer.events.length > 0 && (
        <>
          <EventRows events={answer.events} />
          {answer.events.length === backlogMax && (
            <p class="xs muted more">The next {backlogMax} are shown.</p>
          )}
        </>
      )}
    </aside>
  );
}
