import type { Ledger } from '../ports/index.ts';

/** An event that an operator let go, and why: never silently (SU6). */
export interface Skip {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly sequence: string;
  readonly error: string;
  readonly reason: string;
  readonly by: string | null;
  /** RFC 3339 UTC. */
  readonly at: string;
}

const document = 'skips';
// Together below the longest document a view store takes (VW33).
const keptMax = 500;
const textMax = 500;

/** The newest first. */
export async function skipsOf(ledger: Ledger): Promise<readonly Skip[]> {
  const text = await ledger.document(document);
  return text === undefined ? [] : (JSON.parse(text) as Skip[]);
}

export async function noteSkip(ledger: Ledger, skip: Skip): Promise<void> {
  const short = { ...skip, error: skip.error.slice(0, textMax), reason: skip.reason.slice(0, textMax) };
  await ledger.putDocument(document, JSON.stringify([short, ...(await skipsOf(ledger))].slice(0, keptMax)));
}
