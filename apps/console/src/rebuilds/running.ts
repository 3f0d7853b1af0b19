import { signal } from '@preact/signals';
import { workLines } from '../api/work-lines.ts';
import { faultText } from '../ui/fault-note.tsx';
import { many } from '../ui/format.ts';
import { say } from '../ui/said.tsx';

interface ProgressLine {
  readonly kind: 'progress';
  readonly target: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly leftS: number | null;
  readonly number: number;
  readonly of: number;
}

type Line =
  | ProgressLine
  | {
      readonly kind: 'done';
      readonly rebuilt: readonly { readonly target: string; readonly finding?: string }[];
    }
  | { readonly kind: 'fault'; readonly detail: string };

/** What a rebuild that was begun here tells; it goes on when one leaves the page. */
export const toldHere = signal<ProgressLine | undefined>(undefined);

export async function beginRebuild(target: string, reason: string | undefined): Promise<void> {
  try {
    for await (const line of workLines<Line>('operator/rebuilds', { target, reason })) {
      if (line.kind === 'progress') toldHere.value = line;
      else if (line.kind === 'fault') say(line.detail, { bad: true });
      else sayDone(line.rebuilt);
    }
  } catch (error) {
    say(faultText(error), { bad: true });
  } finally {
    toldHere.value = undefined;
  }
}

function sayDone(rebuilt: readonly { readonly target: string; readonly finding?: string }[]): void {
  const found = rebuilt.filter(({ finding }) => finding !== undefined);
  if (found.length === 0) say(`${many(rebuilt.length, 'view')} rebuilt, verified and live.`);
  for (const { target, finding } of found) say(`${target}: ${finding ?? ''}`, { bad: true });
}
