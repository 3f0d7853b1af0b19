import { CliFault } from '../cli-fault.ts';
import { edgeLine } from './edge-line.ts';
import type { NumberedLine } from './numbered-lines.ts';

/** The graph of a file: people in the order they were met, and each pair of them once. */
export interface EdgeList {
  readonly people: readonly string[];
  readonly edges: number;
  /** The pair's places in `people`. */
  edge(i: number): readonly [number, number];
  /** Lines left out because they are malformed. */
  readonly malformed: number;
  /** Lines that repeat a pair, in either order. */
  readonly repeated: number;
}

const edgesMax = 20_000_000;
// Two places in one number that is still exact: 2^26 people.
const span = 2 ** 26;

/** Reads a whole edge list. A malformed line is told of and left out. */
export async function edgeList(
  lines: AsyncIterable<NumberedLine>,
  nameLengthMax: number,
  onMalformed: (number: number, what: string) => void,
): Promise<EdgeList> {
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    const known = places.get(name) ?? places.size;
    places.set(name, known);
    return known;
  };
  let pairs = new Float64Array(1024);
  let count = 0;
  let malformed = 0;
  for await (const { number, text } of lines) {
    const line = edgeLine(text, nameLengthMax);
    if (line.kind === 'nothing') continue;
    if (line.kind === 'malformed') {
      malformed++;
      onMalformed(number, line.what);
      continue;
    }
    const [u, v] = [placeOf(line.u), placeOf(line.v)];
    if (count >= edgesMax || places.size > span)
      throw new CliFault(
        `Line ${number}: more than ${edgesMax.toLocaleString('en')} edges are not imported at once. Split the file.`,
      );
    if (count === pairs.length) {
      const longer = new Float64Array(pairs.length * 2);
      longer.set(pairs);
      pairs = longer;
    }
    pairs[count++] = Math.min(u, v) * span + Math.max(u, v);
  }
  const distinct = withoutRepeats(pairs.subarray(0, count).toSorted());
  return {
    people: [...places.keys()],
    edges: distinct.length,
    malformed,
    repeated: count - distinct.length,
    edge(i) {
      const pair = distinct[i] as number;
      return [Math.floor(pair / span), pair % span];
    },
  };
}

function withoutRepeats(sorted: Float64Array): Float64Array {
  let kept = 0;
  for (const pair of sorted) if (kept === 0 || sorted[kept - 1] !== pair) sorted[kept++] = pair;
  return sorted.subarray(0, kept);
}
