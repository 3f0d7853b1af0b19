import type { Deliver } from '../message.ts';
import type { Engine } from '../ports/index.ts';
import { startHost, type Host } from '../runtime/index.ts';
import { faultyEngine } from './faulty-engine.ts';
import { sabotaged, sabotageHost } from './sabotage.ts';
import type { Life } from './scheduler.ts';
import { simulatedClock } from './simulated-clock.ts';
import { commandsOnly, Rewarded, simulatedTallies } from './simulated-service.ts';
import type { World } from './simulated-world.ts';
import type { Ending, SimulatedStorage } from './storage.ts';

/** One process at a time on one storage: started, killed at any step, started again. */
export interface Server {
  /** The process that runs now and serves. */
  current(): Running | undefined;
  /** Resolves when one serves. */
  up(): Promise<Running>;
  kill(how: Ending): void;
  /** Ends the process in peace and does not start another. */
  stop(): Promise<void>;
  starts(): number;
}

export interface Running {
  readonly host: Host;
  /** All processes that take commands: the first alone has views and policies. */
  readonly hosts: readonly Host[];
  /** Behind no faults, for looking on. */
  readonly engine: Engine;
  /** Resolves when the process was killed. */
  readonly ended: Promise<void>;
}

export function server(world: World, storage: SimulatedStorage): Server {
  const { time, faults, random, life } = world;
  let running: Running | undefined;
  let process: { life: Life; end: () => void } | undefined;
  let waiting: ((running: Running) => void)[] = [];
  let starts = 0;
  let stopped = false;

  function kill(how: Ending): void {
    if (!process) return;
    world.trace.note(how);
    process.life.alive = false;
    process.end();
    process = undefined;
    running = undefined;
    storage.killed(how);
    if (!stopped) time.later(life, 'start again', random.between(1, 2000), start);
  }

  function start(): void {
    const own: Life = { name: `process${++starts}`, alive: true };
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    process = { life: own, end };
    // A start that fails ends the process; whoever watches over it starts another.
    boot(own, ended).catch((error: unknown) => {
      world.trace.note(`start failed: ${String(error)}`);
      world.failedStart(error);
      time.soon(life, 'failed start', () => own.alive && kill('crash'));
    });
  }

  async function boot(own: Life, ended: Promise<void>): Promise<void> {
    const clock = simulatedClock(time, own, world.jumpedMs);
    const onFatal = (): void => time.soon(life, 'disk failed', () => own.alive && kill('crash'));
    const engine = await storage.open({ life: own, time, clock, random, faults, onFatal });
    const { shared, readsAtOnce, pageMax, stretches, witness, sabotage } = world;
    const around = { life: own, time, random, faults, witness, shared, readsAtOnce, pageMax };
    const faulty = sabotaged(faultyEngine(engine, around), sabotage, time, own);
    let ids = 0;
    const newId = (): string => `id${starts}x${ids++}`;
    const notices = { parked: world.parked, failing: world.failing };
    const deliver = { [Rewarded.name]: delivery(own) };
    const services = [simulatedTallies];
    const host = await startHost({ services, engine: faulty, clock, newId, notices, stretches, deliver });
    const hosts = [host];
    if (shared)
      hosts.push(
        await startHost({ services: [commandsOnly], engine: faulty, clock, newId: () => `b${newId()}` }),
      );
    for (const one of hosts) sabotageHost(one, sabotage);
    running = { host, hosts, engine, ended };
    world.trace.note('serves');
    for (const resolve of waiting) resolve(running);
    waiting = [];
  }

  /** The outside world, at the end of a line that fails. */
  const delivery =
    (own: Life): Deliver =>
    async ({ id, payload }) => {
      await time.hop(own, 'delivery');
      if (faults.fires('delivery-failed')) throw new Error('The simulated receiver is down.');
      world.history.delivered.push({ id, tally: (payload as { tally: string }).tally });
      await time.hop(own, 'delivery done');
      if (faults.fires('delivery-answer-lost')) throw new Error('The simulated line was cut.');
    };

  start();
  return {
    current: () => running,
    up: () => (running ? Promise.resolve(running) : new Promise((resolve) => void waiting.push(resolve))),
    kill,
    starts: () => starts,
    async stop() {
      const last = running;
      stopped = true;
      if (!last) return;
      await Promise.all(last.hosts.map((host) => host.stop()));
      await last.engine.close();
    },
  };
}
