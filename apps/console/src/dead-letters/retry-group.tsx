import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import type { CountDeadLetters, GroupDeadLetters, RetryMatching } from '../api/shapes.ts';
import { workLines } from '../api/work-lines.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { consumerName, count, many } from '../ui/format.ts';
import { say } from '../ui/said.tsx';
import { useOnce } from '../ui/use-once.ts';

type Group = GroupDeadLetters['groups'][number];

/** Tries all again that failed alike: counted, asked, and with its progress. */
export function RetryGroup({ group, again }: { group: Group; again: () => void }) {
  const [progress, setProgress] = useState<{ done: number; left: number; total: number } | undefined>(
    undefined,
  );
  const once = useOnce();
  if (!mayAct.value) return null;
  const { service, consumer, type, error } = group;
  const which = { service, consumer, type, error };

  const run = async (reason: string | undefined): Promise<void> => {
    for await (const line of workLines<RetryMatching>('operator/dead-letters/retry-matching', {
      ...which,
      reason,
    })) {
      if (line.kind === 'fault') throw new Error(line.detail);
      setProgress(line);
      if (line.kind === 'done') said(line.done, line.left);
    }
  };
  const retry = async (): Promise<void> => {
    try {
      const { events } = await ask<CountDeadLetters>('operator/dead-letters/count', { query: which });
      const agreed = await agree({
        title: `Retry ${many(events, 'event')}`,
        tells: [
          `${service}/${consumerName(consumer)} tries ${many(events, 'event')} again: ${count(group.failed)} that failed and ${count(group.waiting)} that wait behind them, in order.`,
          'What fails again waits here again. Nothing else is touched.',
          'Mend the cause first: the same error would come back.',
        ],
        yes: `Retry ${count(events)}`,
      });
      if (agreed) await run(agreed.reason);
    } catch (fault) {
      say(faultText(fault), { bad: true });
    }
    setProgress(undefined);
    again();
  };
  if (progress)
    return (
      <span class="num s" role="status">
        {count(progress.done + progress.left)} of {count(progress.total)}
      </span>
    );
  return (
    <button type="button" class="btn" onClick={() => void once(retry)}>
      Retry {count(group.failed + group.waiting)} …
    </button>
  );
}

function said(done: number, left: number): void {
  say(
    left === 0
      ? `${many(done, 'event')} went through.`
      : `${count(done)} went through, ${count(left)} failed again.`,
    {
      bad: left > 0,
    },
  );
}
