import { Fault, isRefusal } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import { acts as actsView, beginAct, endAct, operations } from '@touchline/operations';
import type { Acts } from './acts.ts';

const toldMax = 500;
const detailsMax = 2000;

/** Acts as events of the service `operations`, in the log beside all others. */
export function recordedActs(host: Host): Acts {
  const service = host.services.find(({ name }) => name === operations.name);
  const look = host.runtimes.get(operations.name)?.look;
  if (!service || !look) throw new TypeError(`${operations.name} does not run here`);
  return {
    async begin(wish, caller, correlation) {
      const call = { ...caller, correlation };
      const input = { ...wish, details: wish.details.slice(0, detailsMax) };
      const begun = await host.execute(service, beginAct, input, call);
      if (isRefusal(begun)) throw new Fault('internal', `An act was not recorded: ${begun.refusal}.`);
      return async ({ outcome, told }) => {
        const end = { id: begun.id, outcome, told: told.slice(0, toldMax) };
        await host.execute(service, endAct, end, call);
      };
    },
    async list({ act, by, after, limit }) {
      const group = by !== undefined ? `by:${by}` : act !== undefined ? `act:${act}` : 'all';
      const page = await look.range(actsView, 'newest', { group, after, limit });
      return { acts: page.rows, ...(page.next !== undefined && { next: page.next }) };
    },
  };
}
