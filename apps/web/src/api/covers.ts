/** A position token read: partition → position, both as the server counts them. */
function pairsOf(token: string): Map<string, number> {
  return new Map(
    token.split('-').map((pair) => {
      const [partition = '', position = ''] = pair.split('.');
      return [partition, Number.parseInt(position, 36)];
    }),
  );
}

const tokenOf = (pairs: ReadonlyMap<string, number>): string =>
  [...pairs].map(([partition, position]) => `${partition}.${position.toString(36)}`).join('-');

/** What both stand for at least: a reader of either has seen that. */
export function leastOf(token: string, other: string): string {
  const reached = pairsOf(token);
  const both = [...pairsOf(other)].map(
    ([partition, position]) => [partition, Math.min(position, reached.get(partition) ?? 0)] as const,
  );
  return tokenOf(new Map(both));
}

/** Whether a reader at one position has seen all that the other one stands for. */
export function covers(token: string, other: string): boolean {
  const reached = pairsOf(token);
  return [...pairsOf(other)].every(([partition, position]) => (reached.get(partition) ?? 0) >= position);
}
