import { createReadStream } from 'node:fs';
import { CliFault, usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { edgeList, type EdgeList } from '../import/edge-list.ts';
import { importGraph as importEdges } from '../import/import-graph.ts';
import { numberedLines } from '../import/numbered-lines.ts';
import { progressView } from '../show/progress-view.ts';
import type { Terminal } from '../terminal.ts';

const handleLengthMax = 30;
const toldMax = 20;

export const importGraph: Command = {
  name: 'import-graph',
  about: 'Makes people and follows from a list of pairs, one “u v” per line, each following the other.',
  notes:
    'A malformed line is told of and skipped. It may be stopped with Ctrl-C; the same command again goes on.',
  arguments: [{ name: 'EDGES', about: 'a text file; “# …” and empty lines are left out' }],
  options: {
    password: { value: 'P', about: 'password for everyone; without one nobody can log in to these accounts' },
    'handle-prefix': {
      value: 'P',
      about: 'before each name, to make a handle (default u_)',
      mayBeEmpty: true,
    },
  },
  examples: ['import-graph facebook_combined.txt --handle-prefix fb'],
  reaches: true,
  ownKeyOnly: true,
  async run(call) {
    const {
      args: [path = ''],
      given,
      terminal,
      clock,
      signal,
    } = call;
    const handlePrefix = given.text('handle-prefix') ?? 'u_';
    if (!/^[a-z0-9_]{0,20}$/.test(handlePrefix))
      throw usageFault('--handle-prefix takes up to 20 of a–z, 0–9 and _.');
    const list = await read(path, handleLengthMax - handlePrefix.length, terminal);
    terminal.err(`${path}: ${count(list.people.length)} people, ${count(list.edges)} pairs.`);
    const reach = await call.reach({ creates: true });
    terminal.err(`Importing into ${reach.how}.`);
    const began = clock.steady();
    const views = {
      people: progressView(terminal, clock, 'People ', 'people'),
      follows: progressView(terminal, clock, 'Follows', 'pairs'),
    };
    let stepBegan = began;
    let step = 'people';
    const refusals = limited(terminal);
    const made = await importEdges(list, {
      reach,
      clock,
      signal,
      handlePrefix,
      password: given.text('password'),
      onRefused: (what) => refusals.tell(what),
      onProgress(now, done, total) {
        if (now !== step) [step, stepBegan] = [now, clock.steady()];
        const rate = done / Math.max(0.001, (clock.steady() - stepBegan) / 1000);
        views[now].update({ done, total, rate, leftS: (total - done) / Math.max(rate, 0.001) });
      },
    });
    terminal.status('');
    refusals.end();
    const totals = [
      `${count(made.people)} people (${count(made.peopleNew)} new)`,
      `${count(made.follows)} follows`,
      `${count(list.malformed)} malformed lines skipped`,
      ...(list.repeated > 0 ? [`${count(list.repeated)} lines that repeat a pair`] : []),
      ...(made.refused > 0 ? [`${count(made.refused)} refused`] : []),
    ].join(', ');
    if (signal.aborted) {
      terminal.out(`Stopped: ${totals}. Run the same command again to go on.`);
      return 1;
    }
    terminal.out(`Imported: ${totals}, in ${((clock.steady() - began) / 1000).toFixed(1)} s.`);
    return made.refused > 0 ? 1 : 0;
  },
};

async function read(path: string, nameLengthMax: number, terminal: Terminal): Promise<EdgeList> {
  const faults = limited(terminal);
  try {
    const lines = numberedLines(createReadStream(path) as AsyncIterable<Uint8Array>);
    return await edgeList(lines, nameLengthMax, (number, what) =>
      faults.tell(`line ${number}: ${what}; skipped`),
    );
  } catch (cause) {
    if (cause instanceof CliFault) throw cause;
    throw new CliFault(
      `${path} cannot be read (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Name a file of pairs.`,
      { cause },
    );
  } finally {
    faults.end();
  }
}

/** The first ones one by one, the rest as a number. */
function limited(terminal: Terminal): { tell(line: string): void; end(): void } {
  let told = 0;
  return {
    tell(line) {
      if (++told <= toldMax) terminal.err(line);
    },
    end() {
      if (told > toldMax) terminal.err(`… and ${count(told - toldMax)} more`);
    },
  };
}

const count = (n: number): string => n.toLocaleString('en');
