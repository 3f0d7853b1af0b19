import { useState } from 'preact/hooks';
import type { VerifyViews } from '../api/shapes.ts';
import { workLines } from '../api/work-lines.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import { count, many } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';

type Told = Extract<VerifyViews, { readonly kind: 'progress' }>;
type Found = Extract<VerifyViews, { readonly kind: 'done' }>['views'][number];

interface Comparison {
  readonly of: string;
  readonly told?: Told;
  readonly found?: readonly Found[];
  readonly fault?: unknown;
}

/** Builds views once more beside the live ones, compares byte for byte, and throws that away: nothing is changed. */
export function Compare({ target }: { target: string }) {
  const [now, setNow] = useState<Comparison | undefined>(undefined);
  const shown = now?.of === target ? now : undefined;
  const isRunning = shown !== undefined && !shown.found && shown.fault === undefined;
  const begin = async (): Promise<void> => {
    setNow({ of: target });
    try {
      for await (const line of workLines<VerifyViews>('operator/views/verify', { target })) {
        if (line.kind === 'progress') setNow({ of: target, told: line });
        else if (line.kind === 'done') setNow({ of: target, found: line.views });
        else throw new Error(line.detail);
      }
    } catch (fault) {
      setNow({ of: target, fault });
    }
  };
  return (
    <div class="stack">
      <button type="button" class="btn" disabled={target === '' || isRunning} onClick={() => void begin()}>
        Compare with the log
      </button>
      {shown?.told && (
        <Progress
          label={`Comparison of ${shown.told.target}`}
          done={shown.told.done}
          total={shown.told.total}
          rate={shown.told.rate}
          leftS={shown.told.leftS}
        />
      )}
      {shown?.fault !== undefined && <FaultNote error={shown.fault} />}
      {shown?.found && (
        <ul class="lines" role="status">
          {shown.found.map((one) => (
            <Result key={one.target} one={one} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Result({ one }: { one: Found }) {
  if ('skipped' in one)
    return (
      <li class="row wrap">
        {one.target} <span class="sp" /> <span class="chip gold">not compared</span>
        <span class="xs muted">{one.skipped}</span>
      </li>
    );
  const differs = one.differences > 0;
  return (
    <li>
      <div class="row wrap">
        {one.target} <span class="sp" />
        <span class="xs muted num">{many(one.rows, 'row')}</span>
        <span class={differs ? 'chip live' : 'chip ok'}>
          {differs ? `${count(one.differences)} differ` : 'is what the log says'}
        </span>
      </div>
      {differs && (
        <ul class="s muted">
          {one.examples.slice(0, 5).map(({ where, what }) => (
            <li key={where}>
              <code>{where}</code> {what}
            </li>
          ))}
          <li>A rebuild mends this: it folds the log anew.</li>
        </ul>
      )}
    </li>
  );
}
