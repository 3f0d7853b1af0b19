import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedEngine } from '@touchline/engine-embedded';
import { isRefusal } from '@touchline/kernel';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { assertViewsAreFolds } from '../run/folds.ts';
import { assertGapless, logRows } from '../run/log-rows.ts';
import { partitions, script, tallies } from './script.ts';

/** What a process wrote down that it had been answered: the word for it, by what was asked. */
function answersIn(path: string): Map<string, string> {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

/** Opens what a spoilt process left and holds it against what the process had been answered. */
export async function assertFolder(
  folder: string,
  answersPath: string,
  part: string,
  size: number,
): Promise<void> {
  const answers = answersIn(answersPath);
  const engine = await embeddedEngine({ folder, partitions });
  const host = await startHost({ services: [tallies], engine });
  try {
    const steps = script(part, size).flat();
    assert.deepEqual((await engine.events.verify()).damage, [], 'the log does not verify');
    for (const { id } of steps)
      if (answers.get(id) === 'done')
        assert.ok(await engine.events.findCommand(id), `${id} was answered and is not in the log`);
    await assertKeysAndQueue(host, answers, part);
    await assertDoneOnce(host, part, size);
    assertGapless(logRows(join(folder, 'log.db')));
    await assertViewsAreFolds(host);
  } finally {
    await host.stop();
    await engine.close();
  }
}

/** INV-02: all of the script once more, whatever became of it before; each command has one effect. */
async function assertDoneOnce(host: Host, part: string, size: number): Promise<void> {
  for (const round of script(part, size))
    for (const { id, command, input } of round) {
      const call = { actor: 'ana', session: null, roles: [], commandId: id };
      const done = await host.execute(tallies, command, input, call);
      assert.ok(!isRefusal(done), `${id} was refused: ${JSON.stringify(done)}`);
    }
  let added = 0;
  for (let i = 0; i < 6; i++) {
    const events = await host.engine.events.readStream(`tally-${part}${i}`, 1, 'forwards', 10_000);
    added += events.filter(({ type }) => type === 'Added').length;
  }
  assert.equal(added, size, 'every addition stands in the log once');
}

async function assertKeysAndQueue(
  { engine }: Host,
  answers: Map<string, string>,
  part: string,
): Promise<void> {
  const { keys, queue } = engine;
  for (const [what, answer] of answers) {
    if (answer !== 'done') continue;
    const person = what.slice(what.indexOf(' ') + 1);
    if (what.startsWith('ensure '))
      assert.ok(await keys.key(person), `the key of ${person} was answered and is lost`);
    if (what.startsWith('destroy ')) assert.equal(await keys.key(person), 'erased');
  }
  const open = new Set<string>();
  for (let taken = await queue.take(100, 1000); taken.length > 0; taken = await queue.take(100, 1000))
    for (const { id } of taken) {
      open.add(id);
      await queue.done(id);
    }
  for (let i = 0; i < 4; i++) {
    const tried = i === 0 && answers.has(`finish ${part}0`);
    if (answers.get(`put ${part}${i}`) === 'done' && !tried && i !== 0)
      assert.ok(open.has(`${part}${i}`), `the message ${part}${i} was put and is lost`);
  }
  if (answers.get(`finish ${part}0`) === 'done')
    assert.ok(!open.has(`${part}0`), 'a finished message came again');
}
