import { Fault } from '../fault.ts';
import type { VerifyReport } from '../ports/index.ts';
import type { Host } from '../runtime/index.ts';

export interface VerifyProgress {
  readonly done: number;
  readonly total: number;
  /** Events per second since it began. */
  readonly rate: number;
  /** Seconds left at this rate; `null` while unknown. */
  readonly leftS: number | null;
}

/** TE: reads the whole log and finds every event that was damaged, removed or moved. Given up when `signal` aborts. */
export function verifyLog(
  host: Host,
  onProgress: (progress: VerifyProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<VerifyReport> {
  const began = host.clock.steady();
  return host.engine.events.verify((done, total) => {
    if (signal?.aborted)
      throw new Fault('closed', `Stopped after ${done} of ${total} events: nothing was proved.`);
    const rate = Math.round(done / Math.max(0.001, (host.clock.steady() - began) / 1000));
    onProgress({ done, total, rate, leftS: rate > 0 ? Math.round((total - done) / rate) : null });
  });
}
