import { Fault } from '../fault.ts';
import type { Look } from '../look.ts';
import type { ViewRuntime } from './view-runtime.ts';

/** How long a view is waited for at once; then the policy fails for the moment, and tries again. */
const shownMaxMs = 500;

/** Where an event stands that a policy reacts to. */
interface Place {
  readonly partition: number;
  readonly position: number;
}

/** PO9: what a policy looks at while it reacts to an event. */
export type PolicyLook = (event: Place) => Look;

/** Waits, at each look, until the view shows the event. Of what is paused nobody knows when it goes on: it is not waited for. */
export function policyLook(
  look: Look,
  views: ReadonlyMap<string, Pick<ViewRuntime, 'shown'>>,
  isPaused: (view: string) => boolean,
): PolicyLook {
  return ({ partition, position }) => {
    async function shown(view: { readonly name: string }): Promise<void> {
      const standing = views.get(view.name)?.shown();
      if (!standing || isPaused(view.name) || standing.has(partition, position)) return;
      if (!(await standing.reached(partition, position, shownMaxMs)))
        throw new Fault('not-yet-visible', `${view.name} does not show yet what a policy reacts to.`);
    }
    return {
      ...look,
      async get(view, key) {
        await shown(view);
        return look.get(view, key);
      },
      async getMany(view, keys) {
        await shown(view);
        return look.getMany(view, keys);
      },
      async range(view, index, query) {
        await shown(view);
        return look.range(view, index, query);
      },
      async search(view, query) {
        await shown(view);
        return look.search(view, query);
      },
      memory(view) {
        throw new TypeError(`A policy looks at ${view.name}, a memory view, which it cannot wait for.`);
      },
    };
  };
}
