import type { Readiness } from '@touchline/kernel/http';
import type { Host } from '@touchline/kernel/runtime';

/** Events a view may be behind before this process stops asking for traffic. */
const lagMax = 10_000;

/**
 * Ready once every view is readable and stands close to the log's head. A view that is built anew while rows of an
 * earlier version answer for it holds up nobody.
 */
export async function readiness(host: Host): Promise<Readiness> {
  const heads = await host.engine.events.heads();
  const reasons: string[] = [];
  for (const [name, { views }] of host.runtimes) {
    for (const { view, live, isFilled, standIn } of views.values()) {
      if (!isFilled() && standIn()) continue;
      const cursors = live().consumer.cursors();
      const lag = heads.reduce(
        (sum, head, partition) => sum + Math.max(0, head - (cursors[partition] ?? 0)),
        0,
      );
      if (!isFilled()) reasons.push(`${name}/${view.name} is being built: ${lag} events are left`);
      else if (lag > lagMax) reasons.push(`${name}/${view.name} is ${lag} events behind`);
    }
  }
  const { durability, unsafe = [] } = host.engine.events;
  return { ready: reasons.length === 0, reasons, durability, unsafe };
}
