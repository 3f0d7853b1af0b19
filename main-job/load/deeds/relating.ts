import type { Wish } from '../wish.ts';
import { change, taken, type Scene } from './scene.ts';

type Distance = 'block' | 'mute';

export function relating(scene: Scene) {
  const { own, told, someone, anyone } = scene;
  const follows = [...own.follows];
  const kept: Record<Distance, [as: string, other: string][]> = { block: [], mute: [] };

  const tie = (kind: string, method: 'PUT' | 'DELETE', what: string, as: string, other: string) => ({
    kind,
    method,
    path: `/v1/people/${other}/${what}`,
    as,
  });

  function away(what: Distance): Wish | undefined {
    const [as, other] = [someone(), anyone()];
    if (as === other) return undefined;
    // A block ends follows both ways, and the lane of the other does not hear of it.
    if (what === 'block')
      for (const pair of [`${as} ${other}`, `${other} ${as}`]) told.shared(`follow ${pair}`);
    const done = (): void => void kept[what].push([as, other]);
    return change(scene, tie(what, 'PUT', what, as, other), `${what} ${as} ${other}`, true, done);
  }

  function back(what: Distance): Wish | undefined {
    const one = taken(scene, kept[what]);
    if (!one) return undefined;
    const [as, other] = one;
    return change(scene, tie(`un${what}`, 'DELETE', what, as, other), `${what} ${as} ${other}`, false);
  }

  return {
    follow() {
      const [as, other] = [someone(), anyone()];
      if (as === other) return undefined;
      const done = (): void => void follows.push([as, other]);
      return change(scene, tie('follow', 'PUT', 'follow', as, other), `follow ${as} ${other}`, true, done);
    },
    unfollow() {
      const one = taken(scene, follows);
      if (!one) return undefined;
      const [as, other] = one;
      return change(scene, tie('unfollow', 'DELETE', 'follow', as, other), `follow ${as} ${other}`, false);
    },
    block: () => away('block'),
    unblock: () => back('block'),
    mute: () => away('mute'),
    unmute: () => back('mute'),
  };
}
