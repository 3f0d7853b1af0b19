import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@touchline/kernel';
import { sqliteEventStore } from './event-store.ts';

/** Run as a process of its own by the fault tests: appends, says line by line what became of it, and may be killed. */
const [folder = '', count = '0'] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const store = await sqliteEventStore({
  log: join(folder, 'log.db'),
  commands: join(folder, 'commands.db'),
  partitions: 2,
  onFatal: () => process.exit(74),
});
const [first, second] = await store.heads();
let next = (first ?? 0) + (second ?? 0);
const end = next + Number(count);
say('ready');
await Promise.all(
  Array.from({ length: 100 }, async () => {
    while (next < end) {
      const n = next++;
      const stream = `door-${n}`;
      const event = { type: 'Opened', schema: 1, data: JSON.stringify({ n, text: 'x'.repeat(500) }) };
      const append = { stream, partitionKey: stream, expected: 'no-stream' as const, events: [event] };
      try {
        const command = { id: `c${n}`, fingerprint: 'f' };
        const { status } = await store.append({ command, appends: [append], at: n, actor: null, meta: null });
        say(`${status} ${n}`);
      } catch (error) {
        say(`${error instanceof Fault ? error.code : String(error)} ${n}`);
        // Reading must go on whatever befell writing.
        if (n > 20) say(`read ${(await store.readStream('door-1', 1, 'forwards', 1)).length}`);
      }
    }
  }),
);
await store.close();
say('closed');
