import type { Host } from '@touchline/kernel/runtime';
import { commandTimes } from './command-times.ts';
import { diskSpace } from './disk-space.ts';
import type { Signs } from './signs.ts';
import { sampleEveryMs, trends } from './trends.ts';

/** The signs of this process, looked after until stopped. */
export function runningSigns(host: Host, dataFolder: string): Signs & { stop(): void } {
  const steadyMs = (): number => host.clock.steady();
  const moved = trends(host);
  // A store that cannot answer now is asked again next time.
  const look = (): void => void moved.sample().catch(() => undefined);
  look();
  const timer = setInterval(look, sampleEveryMs).unref();
  return {
    trends: moved,
    commands: commandTimes(steadyMs),
    disk: diskSpace(dataFolder, steadyMs),
    startedAtMs: host.clock.now(),
    stop: () => clearInterval(timer),
  };
}
