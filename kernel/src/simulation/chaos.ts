import { poison } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { checkViews } from './check-views.ts';
import type { ViewRuntime } from '../runtime/index.ts';
import type { Running, Server } from './server.ts';
import type { World } from './simulated-world.ts';
import type { Ending, SimulatedStorage } from './storage.ts';

const dayMs = 86_400_000;
const killsMax = 4;
const endings: readonly Ending[] = ['crash', 'power-cut', 'views-rolled-back'];

export interface Chaos {
  /** Wall clock error of the machine. */
  jumpedMs(): number;
  /** Nothing new from now on; resolves when the operator is done. */
  end(): Promise<void>;
}

/** What befalls a process from outside: kills, jumping clocks, and an operator who rebuilds views meanwhile. */
export function chaos(world: World, server: () => Server, storage: SimulatedStorage): Chaos {
  const { random, time, life, faults } = world;
  let jumpedMs = 0;
  let kills = 0;
  let over = false;
  let operating: Promise<void> | undefined;

  async function operate(running: Running): Promise<void> {
    const { host, ended } = running;
    const views = [...(host.runtimes.get('tallies')?.views.values() ?? [])];
    const view = random.pick(views);
    const act = random.pick(['rebuild', 'rebuild', 'rollBack', 'retire', 'mend', 'verify'] as const);
    world.trace.note(`operator: ${act} ${view.view.name}`);
    try {
      const work =
        act === 'mend' ? mend(running, view.view.name) : act === 'verify' ? verify(view) : view[act]();
      const done = await Promise.race([work, ended]);
      if (done?.finding !== undefined && !done.finding.includes('were not compared'))
        world.history.findings.push(`VW5: a rebuild found: ${done.finding}`);
      world.trace.note(`operator: ${act} ${done?.state ?? 'done'}`);
    } catch (error) {
      // Nothing to roll back, or the store's trouble: an operator is told and may try again.
      if (!(error instanceof Fault)) throw error;
      world.trace.note(`operator: ${act} ${error.code}`);
    }
  }

  /** VW17: at any moment the rows are those that the log makes, or it is said why that cannot be told now. */
  async function verify(view: ViewRuntime): Promise<undefined> {
    const verified = await view.verify();
    if ('differences' in verified && verified.differences > 0)
      world.history.findings.push(`VW17: ${view.view.name} ${JSON.stringify(verified.examples)}`);
  }

  /** Parked events are tried again while the fold can cope with them. */
  async function mend({ host, ended }: Running, view: string): Promise<undefined> {
    poison.on = false;
    await Promise.race([host.retryParked('tallies', { view }), ended]).finally(() => (poison.on = true));
  }

  function strike(): void {
    const running = server().current();
    const chance = random.next();
    if (chance < 0.3) {
      const how = random.pick(endings);
      if (kills < killsMax && faults.fires(how)) {
        kills++;
        server().kill(how);
      }
    } else if (chance < 0.4) storage.keepViews();
    else if (chance < 0.5 && faults.fires('clock-jumped'))
      jumpedMs = random.between(-400 * dayMs, 400 * dayMs);
    else if (chance < 0.75 && running && !operating) {
      operating = operate(running)
        .catch((error: unknown) => void world.history.findings.push(`the operator met ${String(error)}`))
        .finally(() => (operating = undefined));
    } else if (running)
      checkViews(running).then(
        (findings) => void world.history.findings.push(...findings),
        (error: unknown) => void world.history.findings.push(`looking on met ${String(error)}`),
      );
  }

  function next(): void {
    time.later(life, 'chaos', random.between(1, 700), () => {
      if (over) return;
      strike();
      next();
    });
  }
  next();
  return {
    jumpedMs: () => jumpedMs,
    async end() {
      over = true;
      await operating;
    },
  };
}
