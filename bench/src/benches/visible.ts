import type { Bench, Figure } from '../bench.ts';
import { smallWorld } from '../data/small-world.ts';
import type { World } from '../data/world.ts';
import { graph } from '../graph.ts';
import { histogram } from '../load/histogram.ts';
import { mixOf } from '../load/mix.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import { serverProcess, type ServerProcess } from '../processes/server-process.ts';

const attemptsMax = 1000;
const connections = 32;
const mixPerSecond = 1500;

export const visible: Bench = {
  name: 'visible',
  about: "from a post's acceptance until a follower's feed shows it, asked again and again",
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    try {
      await timesUntilSeen(server, world, 1);
      const idle = await timesUntilSeen(server, world, seconds);
      const { host, port, key } = server;
      const load = runLoad({
        host,
        port,
        connections,
        seconds: seconds + 1,
        warmUpSeconds: 0.5,
        ratePerSecond: mixPerSecond,
        mix: mixOf(world, key),
      });
      const [mixed, result] = await Promise.all([timesUntilSeen(server, world, seconds), load]);
      asExpected(result);
      return [
        figureOf('idle: p99', idle, 50, ''),
        figureOf('under the mix: p99', mixed, 250, ` (${mixPerSecond} requests/s)`),
      ];
    } finally {
      await server.stop();
      await world.remove();
    }
  },
};

type Times = ReturnType<typeof histogram>;

const figureOf = (what: string, times: Times, atMost: number, under: string): Figure => ({
  what: `post to follower's feed, ${what}`,
  value: times.at(0.99) / 1000,
  unit: 'ms',
  bar: { atMost },
  note: `${times.count()} posts${under}; p50 ${(times.at(0.5) / 1000).toFixed(1)} ms; includes the time of the answer that shows it`,
});

async function timesUntilSeen(server: ServerProcess, { people }: World, seconds: number): Promise<Times> {
  const { edges } = graph();
  const times = histogram();
  const end = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < end; n++) {
    const [a, b] = edges[(n * 7919) % edges.length] as readonly [number, number];
    const posted = await asked(server, people[a] as string, '/v1/posts', { text: `Seen yet? ${n}` });
    const { id } = JSON.parse(posted) as { id: string };
    const accepted = performance.now();
    let attempts = 0;
    while (!(await asked(server, people[b] as string, '/v1/feed?limit=10')).includes(id))
      if (++attempts > attemptsMax) throw new Error(`A follower did not see a post in ${attempts} answers.`);
    times.note((performance.now() - accepted) * 1000);
  }
  return times;
}

async function asked(
  { url, key }: ServerProcess,
  person: string,
  path: string,
  body?: object,
): Promise<string> {
  const authorization = `Bearer ${key}/${person}`;
  const post = { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(url + path, {
    headers: { authorization, 'content-type': 'application/json' },
    ...(body && post),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}
