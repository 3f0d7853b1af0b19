/** A position token read: partition → position, both as the server counts them. */
function pairsOf(token: string): Map<string, number> {
  return new Map(
    token.split('-').map((pair) => {
      const [partition = '', position = ''] = pair.split('.');
      return [partition, Number.parseInt(position, 36)];
    }),
  );
}

/** Whether a reader at one position has seen all that the other one stands for. */
export function covers(token: string, other: string): boolean {
  const reached = pairsOf(token);
  return [...pairsOf(other)].every(([partition, position]) => (reached.get(partition) ?? 0) >= position);
}
