// npm run bench [-- name …] [--seconds N] [--events N] [--rounds N] [--strict]
import { parseArgs } from 'node:util';
import { isMet, type Settings } from './bench.ts';
import { benches } from './benches/all.ts';
import { isPinned } from './processes/pinned.ts';
import { line, widths } from './table.ts';
import { saveResults, type Measured } from './results.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    events: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    strict: { type: 'boolean', default: false },
  },
});

function whole(option: 'seconds' | 'events' | 'rounds', least: number): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${option} takes a whole number from ${least}, not “${values[option]}”.`);
}

async function main(): Promise<void> {
  const settings: Settings = {
    seconds: whole('seconds', 1),
    events: whole('events', 10_000),
    rounds: whole('rounds', 1),
    strict: values.strict,
  };
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0)
    throw new Error(
      `There is no bench ${unknown.join(', ')}; there are ${benches.map(({ name }) => name).join(', ')}.`,
    );
  if (!isPinned())
    console.log('Processes cannot be pinned to processors here: the figures say little about the bars.');
  const measured: Measured[] = [];
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    console.log(`\n${bench.name}: ${bench.about}`);
    try {
      const figures = await bench.run(settings);
      measured.push({ bench: bench.name, figures });
      const columns = widths(figures);
      for (const figure of figures) console.log(line(figure, columns));
      if (values.strict && figures.some((figure) => isMet(figure) === false)) process.exitCode = 1;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      measured.push({ bench: bench.name, figures: [], failure });
      console.log(`  FAILED: ${failure}`);
      process.exitCode = 1;
    }
  }
  console.log(`\nWritten to ${await saveResults(settings, measured)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
