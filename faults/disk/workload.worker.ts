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

for (const round of script(part, Number(size)))
  await Promise.all(
    round.map(({ id, command, input }) =>
      told(id, () =>
        host.execute(tallies, command, input, { actor: 'ana', session: null, roles: [], commandId: id }),
      ),
    ),
  );
for (let i = 0; i < 4; i++) {
  await told(`put ${part}${i}`, () =>
    engine.queue.put({ id: `${part}${i}`, key: part, kind: 'mail', body: '{}' }),
  );
  await told(`ensure ${part}${i}`, async () => engine.keys.ensure(`${part}${i}`));
}
await told(`destroy ${part}0`, () => engine.keys.destroy(`${part}0`));
await told(`finish ${part}0`, async () => {
  const taken = await engine.queue.take(10, 1000);
  if (taken.some(({ id }) => id === `${part}0`)) await engine.queue.done(`${part}0`);
});
await host.drain();
await host.stop();
await engine.close();
say('closed');
