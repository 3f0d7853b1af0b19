import { startServer } from '@touchline/server/start-server';
import { isRefusal } from '@touchline/kernel';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerWith } from '../processes/answer-with.ts';

export type FanOutQuestion =
  | { readonly start: string }
  /** Opens the windows of these people. */
  | { readonly open: readonly string[] }
  /** Publishes so many posts, this many a second (0: all at once), and waits until they are delivered. */
  | { readonly author: string; readonly posts: number; readonly perSecond: number };

export interface FanOutServer {
  readonly host: string;
  readonly port: number;
  readonly key: string;
}

interface Windows {
  open(viewer: string): unknown;
  size(): { readonly windows: number };
}

const openAtOnce = 32;
let running: Awaited<ReturnType<typeof startServer>> | undefined;

/** A server that publishes inside its own process, so that only its deliveries are measured. */
answerWith(async (question: FanOutQuestion) => {
  if ('start' in question) return start(question.start);
  if (!running) throw new Error('Not started.');
  const { host } = running.composed;
  const memory = host.runtimes.get('feed')?.memoryViews.get('home-feed');
  if (!memory) throw new Error('The feed has no view home-feed.');
  const windows = memory.instance as Windows;
  if ('open' in question) {
    const people = [...question.open];
    for (let at = 0; at < people.length; at += openAtOnce)
      await Promise.all(people.slice(at, at + openAtOnce).map((person) => windows.open(person)));
    return windows.size();
  }
  const { author, posts, perSecond } = question;
  const service = host.services.find(({ name }) => name === 'posts');
  const command = service?.commands.find(({ type }) => type === 'PublishPost');
  if (!service || !command) throw new Error('There is no PublishPost.');
  const began = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < posts; n++) {
    const early = perSecond > 0 ? (n / perSecond) * 1000 - (performance.now() - began) : 0;
    if (early > 0) await new Promise((resolve) => void setTimeout(resolve, early));
    const input = command.input.parse({ text: `To all of you, ${n}` });
    const done = host.execute(service, command, input, { actor: author, session: null, roles: ['member'] });
    answers.push(done);
  }
  if ((await Promise.all(answers)).some((done) => isRefusal(done))) throw new Error('A post was refused.');
  const [head = 0] = await host.engine.events.heads();
  await memory.consumer.reached(0, head, 60_000);
  await memory.settled();
  return { seconds: (performance.now() - began) / 1000 };
});

async function start(folder: string): Promise<FanOutServer> {
  running = await startServer(
    { dataFolder: folder, host: '127.0.0.1', port: 0, demo: false, partitions: undefined },
    () => {},
  );
  const { hostname, port } = new URL(running.url);
  const { key } = JSON.parse(readFileSync(join(folder, 'run', 'server.json'), 'utf8')) as { key: string };
  return { host: hostname, port: Number(port), key };
}
