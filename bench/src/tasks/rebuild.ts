import { compose } from '@touchline/server/compose';
import { answerWith } from '../processes/answer-with.ts';
import { timedRebuild } from './timed-rebuild.ts';

answerWith(async ({ folder, service, view }: { folder: string; service: string; view: string }) => {
  const composed = await compose(
    { dataFolder: folder, partitions: undefined },
    { operatorKey: 'operator.bench' },
  );
  await composed.host.drain();
  const answer = await timedRebuild(composed.host, service, view);
  await composed.close();
  return answer;
});
