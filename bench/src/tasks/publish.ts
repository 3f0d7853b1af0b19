import { compose } from '@touchline/server/compose';
import { isRefusal } from '@touchline/kernel';
import { answerWith } from '../processes/answer-with.ts';

export interface PublishQuestion {
  readonly folder: string;
  readonly authors: readonly string[];
  readonly texts: readonly string[];
  readonly posts: number;
}

const atOnce = 128;

/** Publishes through the command, each with a command id, then closes the folder. */
answerWith(async ({ folder, authors, texts, posts }: PublishQuestion) => {
  const composed = await compose(
    { dataFolder: folder, partitions: undefined },
    { operatorKey: 'operator.bench' },
  );
  const { host } = composed;
  const service = host.services.find(({ name }) => name === 'posts');
  const command = service?.commands.find(({ type }) => type === 'PublishPost');
  if (!service || !command) throw new Error('There is no PublishPost.');
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < posts) {
      const n = next++;
      const actor = authors[n % authors.length] as string;
      const input = command.input.parse({ text: texts[n % texts.length] });
      const call = {
        actor,
        session: null,
        roles: ['member'],
        commandId: `bench-${n}-${crypto.randomUUID()}`,
      };
      const done = await host.execute(service, command, input, call);
      if (isRefusal(done)) throw new Error(`A post was refused: ${done.refusal}.`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  await host.drain();
  await composed.close();
  return {};
});
