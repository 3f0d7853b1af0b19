import type { Stage } from './stage.ts';

/** Between two posts: people go on posting, and nobody is starved. */
const paceMs = 100;

/** Posts until it is told to stop; answers how many were taken. */
export async function postOn(stage: Stage, person: string, stop: AbortSignal): Promise<number> {
  let taken = 0;
  for (; !stop.aborted; taken++) {
    await stage.post('/v1/posts', { text: `Lap ${taken}. #running`, visibility: 'public' }, person);
    await new Promise((resolve) => setTimeout(resolve, paceMs));
  }
  return taken;
}
