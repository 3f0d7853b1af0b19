import { add, TallyOpened, TallyRewarded, tallies } from '../conformance/sample.ts';
import { policy, send } from '../policy.ts';
import { service } from '../service.ts';

/** Adds one to each new tally: nothing but the command's id keeps that from happening twice (PO2). */
const welcome = policy('welcome', {
  about: 'Gives each new tally one to begin with.',
  reads: [TallyOpened],
  react: { TallyOpened: (e) => [send(add, { tally: e.id, amount: 1 })] },
});

/** Tells the outside world of each reward, by way of the queue (PO4). */
const announce = policy('announce', {
  about: 'Announces rewarded tallies.',
  reads: [TallyRewarded],
  react: { TallyRewarded: (e) => [{ message: 'rewarded', payload: { tally: e.id } }] },
});

/** The sample domain with policies whose effects can be counted. */
export const simulatedTallies = service({ ...tallies, policies: [...tallies.policies, welcome, announce] });

/** A second process of the same service that only takes commands. */
export const commandsOnly = service({ ...tallies, views: [], memoryViews: [], policies: [], queries: [] });
