import type { ListActs, ListSubscriptions, BrowseEvents } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { ActLine } from '../audit/act-line.tsx';
import { EventRows } from '../ledger/event-rows.tsx';
import { Screen } from '../shell/screen.tsx';
import { overview } from '../shell/state.ts';
import { LagLine } from '../subscriptions/lag-line.tsx';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, duration, many } from '../ui/format.ts';
import { Spark } from '../ui/spark.tsx';
import { Tiles } from './tiles.tsx';

/** How everything stands: the first page. */
export const Overview = () => (
  <Screen title="Overview">
    <Tiles />
    <div class="two">
      <div class="stack">
        <Written />
        <Newest />
      </div>
      <div class="stack">
        <FurthestBehind />
        <LastActs />
      </div>
    </div>
  </Screen>
);

function Written() {
  const now = overview.value;
  if (!now) return null;
  const { written, everyS, durability, engine } = now.log;
  const top = Math.max(...written, 0);
  return (
    <Card
      title="Events written"
      beside={<span class="xs muted num">{written.length > 0 && `most ${count(Math.round(top))}/s`}</span>}
    >
      <div class="chart">
        <Spark
          values={written}
          label={`Events written per second during the last ${many(Math.round((written.length * everyS) / 60), 'minute')}; at most ${top}`}
          width={600}
          height={110}
          area
        />
        <p class="row xs muted num" aria-hidden="true">
          <span>{duration(written.length * everyS)} ago</span>
          <span class="sp" />
          <span>now</span>
        </p>
      </div>
      <dl class="facts">
        <div>
          <dt>Durability</dt>
          <dd>{durability}</dd>
        </div>
        <div>
          <dt>Engine</dt>
          <dd>{engine}</dd>
        </div>
        <div>
          <dt>Running since</dt>
          <dd>
            <Ago at={now.startedAt} />
          </dd>
        </div>
      </dl>
    </Card>
  );
}

const shownMax = 7;

function FurthestBehind() {
  const { answer, fault, again } = useAsked<ListSubscriptions>('operator/subscriptions', 3_000);
  const all = answer?.subscriptions ?? [];
  const shown = all
    .toSorted((a, b) => b.lagS - a.lagS || b.lagEvents - a.lagEvents || b.ratePerS - a.ratePerS)
    .slice(0, shownMax);
  return (
    <Card
      title="Subscriptions"
      beside={<a href="/console/subscriptions">All {answer && count(all.length)}</a>}
    >
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="n">
              Lag
            </th>
            <th scope="col" class="n">
              Rate
            </th>
            <th scope="col" class="wide">
              5 min
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <LagLine key={one.target} one={one} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Newest() {
  const { answer, fault, again } = useAsked<BrowseEvents>('operator/events?limit=8', 3_000);
  return (
    <Card title="Newest events" beside={<a href="/console/ledger">Ledger</a>}>
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {answer && answer.events.length === 0 ? (
        <Empty icon="ledger">Nothing has happened yet: the log is empty.</Empty>
      ) : (
        <EventRows events={answer?.events ?? []} />
      )}
    </Card>
  );
}

function LastActs() {
  const { answer } = useAsked<ListActs>('operator/acts?limit=6', 5_000);
  return (
    <Card title="What operators did" beside={<a href="/console/audit">Audit</a>}>
      {answer && answer.acts.length === 0 && (
        <Empty icon="scroll">
          Nothing yet. What is done here, or with the command line, is kept as events.
        </Empty>
      )}
      <ul class="acts">
        {answer?.acts.map((one) => (
          <ActLine key={one.id} act={one} />
        ))}
      </ul>
    </Card>
  );
}
