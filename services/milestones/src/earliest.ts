/** As many as the highest milestone needs. */
export const followersMax = 100;

type Follower = [at: number, who: string];

const comesBefore = (a: Follower, b: Follower): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

/**
 * The earliest followers, each once, after one more follow was met. The same in whatever order follows are met: who is
 * pushed out by a hundred earlier ones is never let in again by a later follow of theirs.
 */
export function earliest(before: Follower[], at: number, who: string): Follower[] {
  const one: Follower = [at, who];
  const last = before[followersMax - 1];
  if (last && !comesBefore(one, last)) return before;
  const known = before.find(([, other]) => other === who);
  if (known && known[0] <= at) return before;
  const others = before.filter((other) => other !== known);
  const place = others.findIndex((other) => comesBefore(one, other));
  others.splice(place === -1 ? others.length : place, 0, one);
  return others.slice(0, followersMax);
}
