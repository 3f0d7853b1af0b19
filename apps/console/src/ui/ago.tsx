import { signal } from '@preact/signals';
import { ago, fullTime } from './format.ts';

export const nowMs = signal(Date.now());

/** One clock for all times on the page. */
export const startTicking = (): void => void setInterval(() => (nowMs.value = Date.now()), 1000);

/** When something was, as one reads it; exactly, when one points at it. */
export const Ago = ({ at }: { at: string }) => (
  <time dateTime={at} title={fullTime(at)}>
    {ago(at, nowMs.value)}
  </time>
);
