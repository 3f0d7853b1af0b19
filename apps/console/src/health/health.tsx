import { useState } from 'preact/hooks';
import { endOf } from '../audit/end-of.ts';
import { toldOf } from '../audit/told-of.ts';
import type { ListActs, VerifyLog } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { workLines } from '../api/work-lines.ts';
import { Screen } from '../shell/screen.tsx';
import { mayAct, overview } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Ago, nowMs } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { bytes, count, duration, ms, percent } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { say } from '../ui/said.tsx';
import { checksOf } from './checks-of.ts';

/** Whether everything is as it should be, and what to do about what is not. */
export function Health() {
  const now = overview.value;
  const { answer: verified, again } = useAsked<ListActs>('operator/acts?act=VerifyLog&limit=5', 5_000);
  if (!now) return null;
  return (
    <Screen title="Health">
      <div class="two">
        <Card title="Checks">
          <ul class="checks">
            {checksOf(now).map(({ name, state, text, href }) => (
              <li key={name} class="row wrap">
                <span class={`chip ${state === 'good' ? 'ok' : state === 'bad' ? 'live' : 'gold'}`}>
                  {state}
                </span>
                <span>{href === undefined ? name : <a href={href}>{name}</a>}</span>
                <span class="sp" />
                <span class="s muted num">{text}</span>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="This process">
          <dl class="facts">
            <div>
              <dt>Running</dt>
              <dd class="num">{duration((nowMs.value - Date.parse(now.startedAt)) / 1000)}</dd>
            </div>
            <div>
              <dt>Memory</dt>
              <dd class="num">{bytes(now.memoryBytes)}</dd>
            </div>
            <div>
              <dt>Commands</dt>
              <dd class="num">
                {now.commands.perS}/s, median {ms(now.commands.p50Ms)}, p99 {ms(now.commands.p99Ms)}
              </dd>
            </div>
            <div>
              <dt>Refused, failed</dt>
              <dd class="num">
                {percent(now.commands.refused)}, {percent(now.commands.failed)}
              </dd>
            </div>
            <div>
              <dt>Live readers</dt>
              <dd class="num">{count(now.liveStreams)}</dd>
            </div>
            <div>
              <dt>Engine</dt>
              <dd>{now.log.engine}</dd>
            </div>
            <div>
              <dt>Durability</dt>
              <dd>{now.log.durability}</dd>
            </div>
          </dl>
          <p class="s">
            For Prometheus: <a href="/metrics">/metrics</a>; for load balancers: <a href="/readyz">/readyz</a>
            .
          </p>
        </Card>
        <Verify acts={verified} again={again} />
      </div>
    </Screen>
  );
}

function Verify({ acts, again }: { acts: ListActs | undefined; again: () => void }) {
  const [progress, setProgress] = useState<Extract<VerifyLog, { kind: 'progress' }> | undefined>(undefined);
  const run = async (): Promise<void> => {
    const agreed = await agree({
      title: 'Verify the log',
      tells: [
        `All ${count(overview.value?.log.events ?? 0)} events are read and every checksum is computed again.`,
        'Nothing is changed. It takes the disk and one core for a while.',
      ],
      yes: 'Verify',
    });
    if (!agreed) return;
    try {
      for await (const line of workLines<VerifyLog>('operator/verify', agreed)) {
        if (line.kind === 'progress') setProgress(line);
        else if (line.kind === 'fault') say(line.detail, { bad: true });
        else if (line.damage.length === 0) say(`All ${count(line.events)} events are whole.`);
        else say(`${count(line.damage.length)} places are damaged; see the audit.`, { bad: true });
      }
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    setProgress(undefined);
    again();
  };
  return (
    <Card title="Is the log whole?">
      {acts && acts.acts.length === 0 && (
        <Empty icon="pulse">
          It was never verified from the first event to the last. Each event carries a checksum over itself
          and the one before: verifying proves that none was changed, removed or moved.
        </Empty>
      )}
      <ul class="lines">
        {acts?.acts.map((act) => (
          <li key={act.id} class="row wrap">
            <span>{toldOf(act) || endOf(act, overview.value).text}</span>
            <span class="sp" />
            <span class="xs muted">
              <Ago at={act.begunAt} />
            </span>
          </li>
        ))}
      </ul>
      {progress && (
        <Progress
          label="Verifying the log"
          done={progress.done}
          total={progress.total}
          rate={progress.rate}
          leftS={progress.leftS}
        />
      )}
      {mayAct.value && !progress && (
        <button type="button" class="btn" onClick={() => void run()}>
          Verify now …
        </button>
      )}
    </Card>
  );
}
