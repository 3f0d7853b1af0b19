import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedEngine } from '@touchline/engine-embedded';
import { isRefusal, type Recorded } from '@touchline/kernel';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { assertViewsAreFolds, wholeLog } from '../run/folds.ts';
import { assertGapless, logRows } from '../run/log-rows.ts';
import { note, partitions, script, tallies } from './script.ts';

/** What a process was answered: the word for it, by what was asked. */
type Answers = ReadonlyMap<string, string>;

export interface Left {
  readonly folder: string;
  /** As the process wrote them down. */
  readonly answers: readonly string[];
  readonly part: string;
  readonly size: number;
  /** Whether all is asked once more. */
  readonly again: boolean;
}

export function answersIn(path: string): readonly string[] {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text.split('\n').slice(0, -1);
}

/** Opens what a process left that came to grief, and holds it against what the process had been answered. */
export async function assertFolder({ folder, answers: lines, part, size, again }: Left): Promise<void> {
  const answers = new Map(
    lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]),
  );
  const host = await opened(folder).catch((error: unknown) =>
    assert.fail(`it does not open: ${String(error)}`),
  );
  const { engine } = host;
  try {
    assert.deepEqual((await engine.events.verify()).damage, [], 'the log does not verify');
    for (const { id } of script(part, size).flat())
      if (answers.get(id) === 'done')
        assert.ok(await engine.events.findCommand(id), `${id} was answered and is not in the log`);
    await assertKeys(host, answers, part);
    await assertQueue(host, answers, part);
    await assertDocument(host, answers, part);
    if (again) await assertDoneOnce(host, part, size);
    assertGapless(logRows(join(folder, 'log.db')));
    await assertViewsAreFolds(host);
    assertAllSaid(await wholeLog(host));
  } finally {
    await host.stop();
    await engine.close();
  }
}

async function opened(folder: string): Promise<Host> {
  const engine = await embeddedEngine({ folder, partitions });
  return startHost({ services: [tallies], engine });
}

/** INV-02: all of the script once more, whatever became of it before; each command has one effect. */
async function assertDoneOnce(host: Host, part: string, size: number): Promise<void> {
  for (const { id, command, input, actor } of script(part, size).flat()) {
    const call = { actor, session: null, roles: [], commandId: id };
    const done = await host.execute(tallies, command, input, call);
    assert.ok(!isRefusal(done), `${id} was refused: ${JSON.stringify(done)}`);
  }
  const log = await wholeLog(host);
  const added = log.filter(({ type, stream }) => type === 'Added' && stream.startsWith(`tally-${part}`));
  assert.equal(added.length, size, 'every addition stands in the log once');
}

/** PD1: nothing in the log has lost its key. LE1, PO2: the policy has left nothing out, and done nothing twice. */
function assertAllSaid(log: readonly Recorded[]): void {
  const sums = new Map<string, number>();
  const rewards: string[] = [];
  for (const { type, stream, data } of log) {
    if (type === 'TallyOpened')
      assert.equal((data as { note: unknown }).note, note, `what is personal in ${stream} is lost`);
    if (type === 'Added') sums.set(stream, (sums.get(stream) ?? 0) + (data as { amount: number }).amount);
    if (type === 'TallyRewarded') rewards.push(stream);
  }
  const due = [...sums].filter(([, sum]) => sum >= 100).map(([stream]) => stream);
  assert.deepEqual(rewards.toSorted(), due.toSorted(), 'each tally of a hundred is rewarded once');
}

/** What was asked for in this way, and with what success. */
function* asked(answers: Answers, verb: string): Generator<[what: string, isDone: boolean]> {
  for (const [what, answer] of answers)
    if (what.startsWith(`${verb} `)) yield [what.slice(verb.length + 1), answer === 'done'];
}

/** Every other one was to be ended later. */
const isKept = (what: string, part: string): boolean => Number(what.slice(part.length)) % 2 === 1;

async function assertKeys({ engine: { keys } }: Host, answers: Answers, part: string): Promise<void> {
  for (const [person, isDone] of asked(answers, 'ensure')) {
    if (!isDone) continue;
    const key = await keys.key(person);
    assert.ok(key, `the key of ${person} was answered and is lost`);
    if (isKept(person, part)) assert.notEqual(key, 'erased', `the key of ${person} was destroyed by nobody`);
  }
  for (const [person, isDone] of asked(answers, 'destroy'))
    if (isDone) assert.equal(await keys.key(person), 'erased', `the key of ${person} came back`);
}

async function assertQueue({ engine: { queue } }: Host, answers: Answers, part: string): Promise<void> {
  const open = new Set<string>();
  for (let taken = await queue.take(100, 1000); taken.length > 0; taken = await queue.take(100, 1000))
    for (const { id } of taken) {
      open.add(id);
      await queue.done(id);
    }
  for (const [id, isDone] of asked(answers, 'put'))
    if (isDone && isKept(id, part)) assert.ok(open.has(id), `the message ${id} was put and is lost`);
  for (const [id, isDone] of asked(answers, 'finish'))
    if (isDone) assert.ok(!open.has(id), `the message ${id} was finished and came again`);
}

async function assertDocument({ engine: { ledger } }: Host, answers: Answers, part: string): Promise<void> {
  const [last = -1] = [...asked(answers, 'document')]
    .filter(([, isDone]) => isDone)
    .map(([turn]) => Number(turn))
    .toSorted((a, b) => b - a);
  const found = Number((await ledger.document(`tallies/of-${part}`)) ?? -1);
  assert.ok(found >= last, `document ${last} was answered and ${found} is there`);
}
