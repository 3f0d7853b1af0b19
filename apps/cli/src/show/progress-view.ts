import type { Clock } from '@touchline/kernel';
import type { Terminal } from '../terminal.ts';
import { barText, progressText, type Progress } from './bar-text.ts';

export interface ProgressView {
  update(progress: Progress): void;
  /** Takes the bar away; the last word is the command's. */
  end(): void;
}

const plainEveryMs = 2000;

/** A bar where someone looks on; a plain line now and then where it goes to a file. */
export function progressView(terminal: Terminal, clock: Clock, title: string, unit: string): ProgressView {
  let toldAt = -Infinity;
  return {
    update(progress) {
      if (terminal.isTty) {
        const room = terminal.columns - title.length - 2;
        return terminal.status(`${title}  ${barText(progress, unit, room)}`);
      }
      const now = clock.steady();
      if (now - toldAt < plainEveryMs) return;
      toldAt = now;
      terminal.err(`${title} ${progressText(progress, unit)}`);
    },
    end: () => terminal.status(''),
  };
}
