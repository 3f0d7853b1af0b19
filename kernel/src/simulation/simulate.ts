import { latest, poison, tally as tallyStream } from '../conformance/sample.ts';
import { fold } from '../stream.ts';
import { chaos } from './chaos.ts';
import { checkCommands } from './check-commands.ts';
import { checkLog } from './check-log.ts';
import { checkPolicies } from './check-policies.ts';
import { checkReads } from './check-reads.ts';
import { checkViews } from './check-views.ts';
import { client } from './client.ts';
import { faultKinds, seededFaults, type FaultKind } from './faults.ts';
import { Fault } from '../fault.ts';
import { stretchLimits, type RebuildProgress, type ViewRuntime } from '../runtime/index.ts';
import type { History } from './history.ts';
import { seededRandom } from './random.ts';
import type { Sabotage } from './sabotage.ts';
import { nothingElse, scheduler, type Life } from './scheduler.ts';
import { server, type Running } from './server.ts';
import type { World } from './simulated-world.ts';
import type { MakeStorage } from './storage.ts';
import { trace } from './trace.ts';
import { ofStream, wholeLog, type LoggedEvent } from './whole-log.ts';
import { witness } from './witness.ts';

export interface Report {
  readonly seed: number;
  /** What was promised and did not hold. Empty is good. */
  readonly findings: readonly string[];
  /** Equal for equal seeds. */
  readonly hash: string;
  readonly fired: Readonly<Record<FaultKind | 'reordered' | 'delayed', number>>;
  readonly steps: number;
  readonly virtualMs: number;
  readonly starts: number;
  readonly commands: number;
  readonly reads: number;
  readonly events: number;
  /** The last steps, when asked for. */
  readonly tail: readonly string[];
}

export interface SimulateOptions {
  readonly sabotage?: Sabotage;
  readonly tailMax?: number;
}

const stepsMax = 300_000;
const virtualMsMax = 3_600_000;

/** One world from its seed: clients, a server that is killed and started again, faults; then all promises are checked. */
export async function simulate(
  seed: number,
  make: MakeStorage,
  options: SimulateOptions = {},
): Promise<Report> {
  const { sabotage } = options;
  const random = seededRandom(seed);
  const traced = trace(options.tailMax);
  const shared = sabotage === 'stale-state-kept' || random.chance(0.5);
  const delay = { probability: random.pick([0, 0.05, 0.3]), msMax: random.pick([5, 60, 400]) };
  const time = scheduler({ random, trace: traced, delay });
  const faults = seededFaults(random, new Set(faultKinds));
  const life: Life = { name: 'world', alive: true };
  const history: History = { commands: [], reads: [], reuses: [], findings: [], delivered: [] };
  const { findings } = history;
  const storage = make({
    partitions: random.pick([1, 2, 8]),
    cacheEntries: random.pick([2, 10, 1000]),
    commitsShareMs: random.pick([0, 1000]),
    sabotage,
  });
  const unforeseen = (where: string, error: unknown): void => {
    traced.note(`${where}: ${String(error)}`);
    if (!(error instanceof Fault) || !error.retryable) findings.push(`${where} met ${String(error)}`);
  };
  const world: World = {
    life, time, trace: traced, random, faults, history, sabotage, shared,
    witness: witness(),
    readsAtOnce: !shared && random.chance(0.5),
    pageMax: random.pick([3, 20, 10_000]),
    stretches: random.pick([{ behindMin: 2, readMax: 3, rowsMax: 4, charsMax: 2000 }, stretchLimits]),
    jumpedMs: () => disorder.jumpedMs(),
    parked: ({ consumer, stream, error }) => {
      traced.note(`parked ${stream} of ${consumer}`);
      if (error !== '' && !error.includes('poison')) findings.push(`${consumer} parked ${stream}: ${error}`);
    },
    failing: unforeseen,
    failedStart: (error) => unforeseen('start', error),
  }; // prettier-ignore
  const disorder = chaos(world, () => process, storage);
  const process = server(world, storage);
  let log: readonly LoggedEvent[] = [];

  async function finish<T>(work: Promise<T>): Promise<T> {
    const doing = { open: true };
    const close = (): void => void (doing.open = false);
    work.then(close, close);
    await nothingElse(); // What has begun already runs up to where it waits.
    while (doing.open) {
      if (time.steps() > stepsMax || time.time() > virtualMsMax)
        throw new Error(`no end after ${time.steps()} steps, ${time.time()} virtual ms`);
      if (!(await time.step())) throw new Error('nothing goes on any more, and not all is done');
    }
    return work;
  }

  try {
    poison.on = true;
    const tallies = random.between(2, 5);
    const clients = Array.from({ length: random.between(3, 5) }, (_, i) =>
      client(world, process, { name: `client${i}`, actions: random.between(8, 24), tallies }),
    );
    await finish(Promise.all(clients));
    faults.heal();
    await finish(disorder.end());
    poison.on = false;
    time.calm();
    const last = await finish(process.up());
    await finish(settle(last));
    log = await wholeLog(last.engine);
    findings.push(
      ...checkLog(log, world.witness),
      ...checkCommands(log, history),
      ...checkReads(log, history),
      ...(await checkViews(last)),
      ...checkPolicies(log, history.delivered, await last.engine.queue.size()),
      ...(await finish(checkAtRest(last, log))),
      ...(await last.engine.events.verify()).damage.map(({ what }) => `TE2: ${what}`),
    );
    for (const { stored } of log)
      traced.note(`${stored.partition}.${stored.position} ${stored.stream} ${stored.type}`);
    await finish(process.stop());
  } catch (error) {
    findings.push(`broke: ${error instanceof Error ? error.stack : String(error)}`);
    process.kill('crash');
  } finally {
    poison.on = false;
    storage.dispose();
  }
  return {
    seed,
    findings: [...new Set(findings)],
    hash: traced.hash(),
    fired: { ...faults.fired, ...time.counts },
    steps: time.steps(),
    virtualMs: time.time(),
    starts: process.starts(),
    commands: history.commands.length,
    reads: history.reads.length,
    events: log.length,
    tail: traced.tail(),
  };
}

/** Parked events go through now that the fold is mended; then all that was written is consumed. */
async function settle({ host }: Running): Promise<void> {
  await host.drain();
  for (const view of host.services[0]?.views ?? []) await host.retryParked('tallies', { view: view.name });
  await host.drain();
  // Messages that failed before the faults were healed come again after a pause.
  for (let round = 0; round < 50 && (await host.engine.queue.size()).open > 0; round++) {
    await host.clock.wait(5000);
    await host.drain();
  }
}

/** What a start has left to do with the builds, to drop one that is not wanted, goes on beside all else: it is waited for. */
async function rebuiltInItsTurn({ clock }: Running['host'], view: ViewRuntime): Promise<RebuildProgress> {
  for (;;)
    try {
      return await view.rebuild();
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'contention')) throw error;
      await clock.wait(1000);
    }
}

/** At rest nothing is parked, what commands remember is what the log says, and a rebuild finds nothing to mend. */
async function checkAtRest({ host }: Running, log: readonly LoggedEvent[]): Promise<string[]> {
  const findings: string[] = [];
  const runtime = host.runtimes.get('tallies');
  if (!runtime) return ['the service does not run'];
  for (const stream of new Set(log.map(({ event }) => event.stream))) {
    if (!stream.startsWith('tally-')) continue;
    const events = ofStream(log, stream).map(({ event }) => event);
    const expected = events.reduce(
      (state, event) => fold(tallyStream, state, event as never),
      tallyStream.initial(),
    );
    const { state, version } = await runtime.look.state(tallyStream, stream.slice('tally-'.length));
    if (version !== events.length || JSON.stringify(state) !== JSON.stringify(expected))
      findings.push(
        `${stream} is remembered as version ${version} ${JSON.stringify(state)}; the log makes ${events.length} ${JSON.stringify(expected)}`,
      );
  }
  const seen = runtime.look.memory(latest).seen();
  if (new Set(seen).size < seen.length)
    findings.push(`VW10: a memory view was given an event twice: ${seen.join()}`);
  for (const view of runtime.views.values()) {
    const { finding, state } = await rebuiltInItsTurn(host, view);
    if (finding !== undefined || state !== 'live')
      findings.push(`VW5: ${view.view.name} is ${state}: ${finding ?? ''}`);
  }
  const parked = [...(await runtime.store.parked()), ...(await runtime.ledger.parked())];
  if (parked.length > 0) findings.push(`SU6: ${parked.length} events are still parked`);
  return findings;
}
