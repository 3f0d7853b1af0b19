import { median, type Bench } from '../bench.ts';
import { fanOutWorld } from '../data/fan-out-world.ts';
import { mixOf } from '../load/mix.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import type { LoadResult } from '../load/job.ts';
import { ask, endTask, startTask } from '../processes/ask.ts';
import type { FanOutQuestion, FanOutServer } from '../tasks/fan-out-server.ts';

const followers = 20_000;
const burstPosts = 50;
const bursts = 3;
const loadPerSecond = 500;
const connections = 32;
/** Enough for the bar, and a little more. */
const postsPerSecond = 16;

export const fanOut: Bench = {
  name: 'fan-out',
  about: `posts of an author with ${followers} followers, all of whom have open windows`,
  async run({ seconds }) {
    const world = await fanOutWorld(followers);
    const server = startTask('fan-out-server');
    try {
      const question = <Answer>(asked: FanOutQuestion): Promise<Answer> => ask<Answer>(server, asked);
      const { host, port, key } = await question<FanOutServer>({ start: world.folder });
      const [author = '', ...audience] = world.people;
      const { windows } = await question<{ windows: number }>({ open: audience });
      if (windows !== followers) throw new Error(`${windows} windows are open instead of ${followers}.`);
      const publish = async (posts: number, perSecond: number): Promise<number> => {
        const done = await question<{ seconds: number }>({ author, posts, perSecond });
        return (posts * followers) / done.seconds;
      };
      const load = (): Promise<LoadResult> => {
        const mix = mixOf({ ...world, people: audience.slice(0, 1000) }, key);
        return runLoad({
          host,
          port,
          connections,
          seconds,
          warmUpSeconds: 1,
          ratePerSecond: loadPerSecond,
          mix,
        });
      };
      const all: number[] = [];
      for (let n = 0; n < bursts; n++) all.push(await publish(burstPosts, 0));
      asExpected(await load()); // Both runs that are compared find everything warm.
      const alone = slowest(asExpected(await load()));
      const posts = Math.ceil((seconds + 1.5) * postsPerSecond);
      const [rate, beside] = await Promise.all([publish(posts, postsPerSecond), load()]);
      const besideMs = slowest(asExpected(beside));
      return [
        {
          what: 'fan-out, deliveries at once',
          value: median(all),
          unit: '/s',
          bar: { atLeast: 300_000 },
          note: `${burstPosts} posts through the command, on disk, until the last window has them`,
        },
        {
          what: `fan-out beside ${loadPerSecond} requests/s`,
          value: rate,
          unit: '/s',
          bar: { atLeast: 300_000 },
          note: `${postsPerSecond} posts/s were asked for: ${postsPerSecond * followers} deliveries/s`,
        },
        {
          what: "normal load's p99 beside the fan-out",
          value: besideMs,
          unit: 'ms',
          bar: { atMost: 2 * alone },
          reference: { name: 'without', value: alone },
        },
      ];
    } finally {
      await endTask(server);
      await world.remove();
    }
  },
};

/** The p99 of the slowest kind. */
const slowest = ({ byName }: LoadResult): number =>
  Math.max(...Object.values(byName).map(({ p99Ms }) => p99Ms));
