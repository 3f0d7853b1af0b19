import { add, forgetMe, openTally, readTally } from '../conformance/sample.ts';
import { Fault } from '../fault.ts';
import { isRefusal } from '../refusal.ts';
import { joined, type Host, type Positions } from '../runtime/index.ts';
import type { Answer, CommandRecord } from './history.ts';
import type { Running, Server } from './server.ts';
import { commandsOnly, simulatedTallies } from './simulated-service.ts';
import type { World } from './simulated-world.ts';

export interface ClientOptions {
  readonly name: string;
  readonly actions: number;
  readonly tallies: number;
}

const attemptsMax = 400;
const commands = { Add: add, OpenTally: openTally, ForgetMe: forgetMe } as const;
const cutOff = Symbol('cut off');

/** Sends commands, again and again with the same id until it knows what came of them, and reads with its tokens. */
export async function client(
  world: World,
  server: Server,
  { name, actions, tallies }: ClientOptions,
): Promise<void> {
  const { random, time, life, history, faults } = world;
  const caller = { actor: name, session: null, roles: [] };
  let least: Positions = new Map();

  const pause = (msMax: number): Promise<void> =>
    new Promise((resolve) => void time.later(life, `${name} pauses`, random.between(0, msMax), resolve));

  /** The process may be gone before the answer. */
  const heard = <T>({ ended }: Running, work: Promise<T>): Promise<T | typeof cutOff> =>
    Promise.race([work, ended.then((): typeof cutOff => cutOff)]);

  const send = (
    host: Host,
    { command, input, id }: Pick<CommandRecord, 'command' | 'input' | 'id'>,
  ): Promise<Answer> =>
    host.execute(
      host.services.includes(simulatedTallies) ? simulatedTallies : commandsOnly,
      commands[command],
      input,
      { ...caller, commandId: id, correlation: id },
    );

  /** One try; what is heard is noted. True when the outcome is known. */
  async function attempt(record: CommandRecord): Promise<boolean> {
    const running = await server.up();
    await time.hop(life, `${name} sends ${record.id}`);
    record.attempts++;
    try {
      // The process that keeps the rows answers for them.
      const host = record.command === 'ForgetMe' ? running.host : random.pick(running.hosts);
      const answer = await heard(running, send(host, record));
      if (answer === cutOff) return false;
      record.answers.push(answer);
      world.trace.note(`${record.id}: ${'refusal' in answer ? answer.refusal : JSON.stringify(answer.body)}`);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      world.trace.note(`${record.id}: ${error.code}`);
      if (!error.retryable) throw error;
      return false;
    }
  }

  async function persist(record: CommandRecord): Promise<void> {
    for (let tries = 0; tries < attemptsMax; tries++) {
      if (await attempt(record)) return;
      await pause(300);
    }
    history.findings.push(`${record.id}: still no answer after ${attemptsMax} attempts`);
  }

  async function wish(kind: CommandRecord['command'], input: CommandRecord['input']): Promise<void> {
    const id = `${name}-${history.commands.length}`;
    const record: CommandRecord = {
      client: name, id, command: kind, input, began: time.steps(), ended: Infinity, attempts: 0, answers: [],
    }; // prettier-ignore
    history.commands.push(record);
    const again = faults.fires('sent-twice') ? persist(record) : undefined;
    await Promise.all([persist(record), again]);
    record.ended = time.steps();
    for (const answer of record.answers) if (!('refusal' in answer)) least = joined(least, answer.positions);
  }

  async function read(tally: string): Promise<void> {
    const running = await server.up();
    const began = time.steps();
    const token: Positions = random.chance(0.3) ? new Map() : least;
    let outcome: object | string;
    try {
      // Anonymous: without the token nothing would make the read wait.
      const asked = token.size === 0 || world.sabotage === 'token-ignored' ? {} : { least: token };
      const stranger = { actor: null, session: null, roles: [], ...asked };
      const answer = await heard(
        running,
        running.host.query(simulatedTallies, readTally, { tally }, stranger),
      );
      if (answer === cutOff) return;
      outcome = isRefusal(answer) ? answer.refusal : answer;
    } catch (error) {
      if (!(error instanceof Fault) || !error.retryable) throw error;
      outcome = error.code;
    }
    world.trace.note(`${name} reads ${tally}: ${JSON.stringify(outcome)}`);
    history.reads.push({ client: name, tally, began, least: token, outcome });
  }

  /** ID2 */
  async function reuse(): Promise<void> {
    const before = history.commands.find(
      ({ answers, client: by, command: kind, input }) =>
        by === name && kind === 'Add' && input.amount !== 0 && answers.some((one) => !('refusal' in one)),
    );
    if (!before) return;
    const record: CommandRecord = {
      ...before,
      input: { ...before.input, amount: 999 },
      attempts: 0,
      answers: [],
    };
    await persist(record);
    const [answer] = record.answers;
    history.reuses.push({ id: before.id, outcome: answer && 'refusal' in answer ? answer.refusal : 'done' });
  }

  /** Others look on while a tally changes. */
  const watched = (tally: string, change: Promise<void>): Promise<unknown> => {
    const glance = (): Promise<void> => pause(30).then(() => read(tally));
    return Promise.all([change, ...Array.from({ length: random.below(5) }, glance)]);
  };

  for (let n = 0; n < actions; n++) {
    await pause(random.chance(0.3) ? 800 : 20);
    const tally = `t${random.below(tallies)}`;
    const amount = faults.fires('poison') ? 666 : random.below(41);
    const chance = random.next();
    if (chance < 0.15)
      await wish('OpenTally', { tally, name: `name${random.below(tallies)}`, note: `note of ${name}` });
    else if (chance < 0.8) await watched(tally, wish('Add', { tally, amount }));
    else if (chance < 0.96) await read(tally);
    else await reuse();
  }
  // ER2: nothing can be said by this person any more, and nothing of theirs be read.
  if (random.chance(0.6)) await wish('ForgetMe', {});
  for (let n = 0; n < 4; n++) {
    await read(`t${random.below(tallies)}`);
    await pause(50);
  }
}
