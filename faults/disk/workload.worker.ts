import { openSync, writeSync } from 'node:fs';
import { embeddedEngine } from '@touchline/engine-embedded';
import { Fault, isRefusal } from '@touchline/kernel';
import { startHost } from '@touchline/kernel/runtime';
import { sabotagedEngine, type AnySabotage } from '../run/sabotaged-engine.ts';
import { partitions, script, tallies } from './script.ts';

/**
 * A process of its own: does what `script` says and writes down what was answered, one line each, on a file of which no
 * call is ever spoilt. It may end at any moment.
 */
const [folder = '', answers = '', part = '', size = '', sabotage = ''] = process.argv.slice(2);
const file = openSync(answers, 'a');
const say = (line: string): void => void writeSync(file, `${line}\n`);

const onFatal = (): never => process.exit(74);
const options = { folder, partitions, onFatal };
const engine =
  sabotage === '' ? await embeddedEngine(options) : await sabotagedEngine(options, sabotage as AnySabotage);
const host = await startHost({ services: [tallies], engine });

async function told(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    say(`${isRefusal(await work()) ? 'refused' : 'done'} ${what}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    say(`${error.code} ${what}`);
  }
}

/** What is kept beside the log: a message, a key and a document; every other time those of before are ended. */
async function beside(turn: number): Promise<void> {
  const { queue, keys, ledger } = engine;
  const one = `${part}${turn}`;
  await told(`put ${one}`, () => queue.put({ id: one, key: one, kind: 'mail', body: '{}' }));
  await told(`ensure ${one}`, async () => keys.ensure(one));
  await told(`document ${turn}`, () => ledger.putDocument(`tallies/of-${part}`, String(turn)));
  if (turn % 2 === 0) return;
  await told(`destroy ${part}${turn - 1}`, () => keys.destroy(`${part}${turn - 1}`));
  await told(`finish ${part}${turn - 1}`, () => queue.done(`${part}${turn - 1}`));
}

for (const [i, round] of script(part, Number(size)).entries()) {
  await Promise.all(
    round.map(({ id, command, input, actor }) =>
      told(id, () =>
        host.execute(tallies, command, input, { actor, session: null, roles: [], commandId: id }),
      ),
    ),
  );
  if (i % 3 === 2) await beside((i - 2) / 3);
}
await host.drain();
await host.stop();
await engine.close();
say('closed');
