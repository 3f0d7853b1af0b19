import { embeddedEngine } from '@touchline/engine-embedded';
import { systemClock } from '@touchline/kernel';
import { startHost } from '@touchline/kernel/runtime';
import { servicesOf } from '../../apps/server/src/services.ts';
import { assertViewsAreFolds } from '../run/folds.ts';

/** Opens a copy of a folder as a kill left it, lets everything catch up, and compares every row with the log. */
export async function assertCopy(copy: string, partitions: number): Promise<number> {
  const engine = await embeddedEngine({ folder: copy, partitions });
  const { services } = await servicesOf(engine.secrets, systemClock);
  const host = await startHost({ services, engine });
  try {
    return await assertViewsAreFolds(host);
  } finally {
    await host.stop();
    await engine.close();
  }
}
