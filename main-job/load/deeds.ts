import { posting } from './deeds/posting.ts';
import { reacting } from './deeds/reacting.ts';
import { reading } from './deeds/reading.ts';
import { relating } from './deeds/relating.ts';
import type { Scene } from './deeds/scene.ts';
import type { Wish } from './wish.ts';

/** Makes a wish of each kind; `undefined` where there is nothing to do it to. */
export const deedsOf = (scene: Scene) =>
  ({
    ...reading(scene),
    ...posting(scene),
    ...reacting(scene),
    ...relating(scene),
  }) satisfies Readonly<Record<string, () => Wish | undefined>>;

export type Deed = keyof ReturnType<typeof deedsOf>;
