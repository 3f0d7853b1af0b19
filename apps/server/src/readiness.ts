import type { Readiness } from '@touchline/kernel/http';
import type { Host, ViewRuntime } from '@touchline/kernel/runtime';

/** Events a view may be behind before this process stops asking for traffic. */
const lagMax = 10_000;

/**
 * Ready once every view is readable and stands close to the log's head. A view that is built anew while rows of an
 * earlier version answer for it holds up nobody; nor does a service that is new beside others: what it is asked itself
 * is answered 503 until it is filled (VW15).
 */
export async function readiness(host: Host): Promise<Readiness> {
  const heads = await host.engine.events.heads();
  const reasons: string[] = [];
  const added: string[] = [];
  const services = [...host.runtimes].map(([name, { views }]) => ({ name, views: [...views.values()] }));
  const hasGrown = services.some(({ views }) => views.some((view) => !isNew(view)));
  for (const { name, views } of services) {
    const waiting = hasGrown && views.every(isNew) ? added : reasons;
    for (const { view, live, isFilled, standIn, rebuilding } of views) {
      if (!isFilled() && standIn()) continue;
      const cursors = live().consumer.cursors();
      const lag = heads.reduce(
        (sum, head, partition) => sum + Math.max(0, head - (cursors[partition] ?? 0)),
        0,
      );
      const left = rebuilding()?.leftS;
      if (!isFilled())
        waiting.push(
          `${name}/${view.name} is being built: ${lag} events are left${left ? `, about ${left} s` : ''}`,
        );
      else if (lag > lagMax) reasons.push(`${name}/${view.name} is ${lag} events behind`);
    }
  }
  const { durability, unsafe = [] } = host.engine.events;
  return { ready: reasons.length === 0, reasons: [...reasons, ...added], durability, unsafe };
}

/** It never had rows before this process began: neither of this version nor of another. */
const isNew = ({ beganFilled, live }: ViewRuntime): boolean => !beganFilled && live().number === 1;
