import type { Bench } from '../bench.ts';
import { overloadFigures } from '../overload/overload-figures.ts';
import { overloadOn } from '../overload/overload-on.ts';
import { onEmbedded, onPostgres, type Stage } from '../overload/stages.ts';

const on = (name: string, stage: Stage): Bench => ({
  name,
  about: `ten times what the server carries, sent on time whatever comes back, with log-ins; on ${stage.engine}`,
  run: async ({ seconds }) => overloadFigures(await overloadOn(stage, seconds)),
});

export const overload = on('overload', onEmbedded);
export const postgresOverload = on('postgres-overload', onPostgres);
