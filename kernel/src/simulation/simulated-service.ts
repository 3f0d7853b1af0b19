import { add, TallyOpened, TallyRewarded, tallies } from '../conformance/sample.ts';
import { z } from 'zod';
import { message } from '../message.ts';
import { policy, send, tell } from '../policy.ts';
import { service } from '../service.ts';

/** Adds one to each new tally: nothing but the command's id keeps that from happening twice (PO2). */
const welcome = policy('welcome', {
  about: 'Gives each new tally one to begin with.',
  reads: [TallyOpened],
  react: { TallyOpened: (e) => [send(add, { tally: e.id, amount: 1 })] },
});

export const Rewarded = message('Rewarded', {
  about: 'A tally was rewarded.',
  schema: z.strictObject({ tally: z.string() }),
});

/** Tells the outside world of each reward, by way of the queue (PO4). */
const announce = policy('announce', {
  about: 'Announces rewarded tallies.',
  reads: [TallyRewarded],
  tells: [Rewarded],
  react: { TallyRewarded: (e) => [tell(Rewarded, { tally: e.id })] },
});

/** The sample domain with policies whose effects can be counted. */
export const simulatedTallies = service({ ...tallies, policies: [...tallies.policies, welcome, announce] });

/** A second process of the same service that only takes commands. */
export const commandsOnly = service({ ...tallies, views: [], memoryViews: [], policies: [], queries: [] });
