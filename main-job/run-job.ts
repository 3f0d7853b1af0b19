import { mkdirSync, writeFileSync } from 'node:fs';
import { jobGraph } from './job-graph.ts';
import type { LoadFigures } from './load/load-order.ts';
import type { JobOptions } from './options.ts';
import { peopleOf } from './people-of.ts';
import { stepsIn } from './steps.ts';

/** The whole job in a folder. True when nothing was otherwise than it should be. */
export async function runJob(
  options: JobOptions,
  folder: string,
  say: (line: string) => void,
): Promise<boolean> {
  const steps = stepsIn(folder, options, say);
  const { data, graph } = steps.paths;
  let whole = true;
  const holds = (what: string, passed: boolean): void => {
    if (!passed) say(`✖ It does not hold that ${what}.`);
    whole &&= passed;
  };
  const answeredWell = ({ unexpected }: LoadFigures): void => {
    for (const [what, times] of Object.entries(unexpected))
      holds(`every answer is one that clients expect: ${times} × ${what}`, false);
  };

  mkdirSync(data, { recursive: true });
  const pairs = jobGraph(options);
  writeFileSync(graph, pairs.map((pair) => `${pair.join(' ')}\n`).join(''));
  say(`A server on ${data}, ${options.partitions} partition(s), seed ${options.seed}`);
  let server = await steps.start();

  say(`\nImport of ${pairs.length} pairs`);
  holds('the graph can be imported', await steps.touchline(['import-graph', graph]));
  const people = await peopleOf(server, new Set(pairs.flat()));

  const mix = '60 % home feeds, 30 % a person’s posts, 10 % new posts';
  say(`\nLoad: ${mix}, ${options.connections} connections`);
  const everyday = await steps.load(server, 'everyday', people);
  answeredWell(everyday);
  holds('every request is answered', everyday.unanswered === 0);
  say('\nCheck');
  holds('every answer is what the events say', await steps.check());

  say('\nLoad: everything that can be done and undone, and kill -9 in the middle of it');
  const everything = await steps.killedLoad(server, 'everything', people);
  answeredWell(everything);
  holds('the kill meets requests under way', everything.unanswered > 0);
  server = await steps.start();
  say(`\nStarted again in ${(server.startMs / 1000).toFixed(2)} s. Check`);
  holds('after the kill every answer is what the events say', await steps.check());

  say('\nEvery view, built anew beside the live one. Check');
  holds('every view can be rebuilt', await steps.touchline(['rebuild', '--all'], { isQuiet: true }));
  holds('after the rebuild every answer is what the events say', await steps.check());

  await server.stop();
  say('\nVerify, as the operator would');
  holds('the log is whole', await steps.touchline(['verify']));
  return whole;
}
