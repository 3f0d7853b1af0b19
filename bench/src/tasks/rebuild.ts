import { compose } from '@touchline/server/compose';
import { answerWith } from '../processes/answer-with.ts';

export interface Rebuilt {
  readonly seconds: number;
  /** Until all events are folded; what follows is the comparison with the rows before. */
  readonly foldedSeconds: number;
  readonly total: number;
  readonly finding: string;
}

/** Rebuilds a row view beside the live one, as an operator does, and switches to it. */
answerWith(async ({ folder, service, view }: { folder: string; service: string; view: string }) => {
  const composed = await compose(
    { dataFolder: folder, partitions: undefined },
    { operatorKey: 'operator.bench' },
  );
  const runtime = composed.host.runtimes.get(service)?.views.get(view);
  if (!runtime) throw new Error(`There is no view ${service}/${view}.`);
  await composed.host.drain();
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  let foldedSeconds = 0;
  const done = await runtime.rebuild(({ state }) => {
    if (state === 'catching-up') foldedSeconds ||= since();
  });
  const answer: Rebuilt = {
    seconds: since(),
    foldedSeconds,
    total: done.total,
    finding: done.finding ?? '',
  };
  await composed.close();
  return answer;
});
