import { Fault } from '../fault.ts';
import type { Look } from '../look.ts';
import { guardedLook } from './guarded-look.ts';
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
  const memory = (view: { readonly name: string }): never => {
    throw new TypeError(`A policy looks at ${view.name}, a memory view, which it cannot wait for.`);
  };
  return ({ partition, position }) => {
    async function shown(name: string, { reached }: ReturnType<ViewRuntime['shown']>): Promise<void> {
      if (!(await reached(partition, position, shownMaxMs)))
        throw new Fault('not-yet-visible', `${name} does not show yet what a policy reacts to.`);
    }
    return guardedLook(look, {
      memory,
      view({ name }) {
        const standing = views.get(name)?.shown();
        const isThere = !standing || isPaused(name) || standing.has(partition, position);
        return isThere ? undefined : shown(name, standing);
      },
    });
  };
}
