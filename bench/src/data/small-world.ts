import { compose } from '@touchline/server/compose';
import { isRefusal, type CommandType, type Service } from '@touchline/kernel';
import type { Executed } from '@touchline/kernel/runtime';
import { graph } from '../graph.ts';
import { handleOf, nameOf, texts } from './people-and-posts.ts';
import { worldFolder, type World, type WorldFolder } from './world.ts';

const postsEach = 10;
const atOnce = 128;

/** The people of the graph, each following their friends and with ten posts. */
export function smallWorld(): Promise<WorldFolder> {
  return worldFolder(graph().name, makeSmallWorld);
}

async function makeSmallWorld(dataFolder: string): Promise<World> {
  const composed = await compose({ dataFolder, partitions: 1 }, { operatorKey: 'operator.bench' });
  const { host } = composed;
  const find = (type: string): { service: Service; command: CommandType } => {
    for (const service of host.services)
      for (const command of service.commands) if (command.type === type) return { service, command };
    throw new Error(`No service has the command ${type}.`);
  };
  const send = async (type: string, input: object, actor: string, roles: string[]): Promise<Executed> => {
    const { service, command } = find(type);
    const done = await host.execute(service, command, command.input.parse(input), {
      actor,
      session: null,
      roles,
    });
    if (isRefusal(done)) throw new Error(`${type} was refused: ${done.refusal}`);
    return done;
  };
  try {
    const { people: size, edges } = graph();
    const people = Array.from({ length: size }, () => '');
    await inParallel(size, async (i) => {
      const input = { handle: handleOf(i), name: nameOf(i) };
      people[i] = (await send('ImportAccount', input, 'operator', ['administrator', 'operator'])).id;
    });
    await host.drain();
    await inParallel(edges.length * 2, async (i) => {
      const [a, b] = edges[i >> 1] as readonly [number, number];
      const [who, whom] = i % 2 === 0 ? [a, b] : [b, a];
      await send('FollowPerson', { person: people[whom] }, people[who] as string, ['member']);
    });
    const text = texts(1000);
    const posts: { id: string; author: string }[] = [];
    await inParallel(size * postsEach, async (i) => {
      // Authors take turns out of step with their numbers, as they would.
      const author = people[(i * 389) % size] as string;
      const { id } = await send('PublishPost', { text: text[i % text.length] }, author, ['member']);
      posts.push({ id, author });
    });
    await host.drain();
    const events = (await host.engine.events.heads()).reduce((sum, head) => sum + head, 0);
    return { people, posts, events };
  } finally {
    await composed.close();
  }
}

async function inParallel(count: number, work: (i: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
