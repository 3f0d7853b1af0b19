import { signal } from '@preact/signals';
import { fullTime, sinceThen } from '../i18n/format.ts';

const nowMs = signal(Date.now());
const tickMs = 30_000;

/** One clock for all times on the page. */
export function startTicking(): void {
  setInterval(() => {
    if (!document.hidden) nowMs.value = Date.now();
  }, tickMs);
}

export function TimeAgo({ at }: { at: string }) {
  return (
    <time dateTime={at} title={fullTime(at)}>
      {sinceThen(at, Math.max(nowMs.value, Date.parse(at)))}
    </time>
  );
}
