import { add, openTally } from '../../kernel/src/conformance/sample.ts';

export { tallies } from '../../kernel/src/conformance/sample.ts';

export const partitions = 2;

export interface Step {
  readonly id: string;
  readonly command: typeof openTally | typeof add;
  readonly input: object;
  readonly actor: string;
}

const firstTallies = 6;
const addsPerTally = 10;
const atOnce = 4;

/** What is personal in every tally, under the key of an owner of its own. */
export const note = 'x'.repeat(200);

/**
 * The same commands every time: rounds of four at once, each under an id of its own that begins with `part`. New owners
 * come all the while, and so do tallies that reach a hundred.
 */
export function script(part: string, size: number): Step[][] {
  const steps: Step[] = [];
  let tallyCount = 0;
  let known = 0;
  const push = (step: Step): void => {
    if (steps.push(step) % atOnce === 0) known = tallyCount;
  };
  const open = (): void => {
    const tally = `${part}${tallyCount++}`;
    const input = { tally, name: tally, note };
    push({ id: `${part}-open-${tally}`, command: openTally, input, actor: `owner-${tally}` });
  };
  for (let i = 0; i < firstTallies; i++) open();
  for (let i = 0; i < size; i++) {
    const input = { tally: `${part}${i % known}`, amount: 40 };
    push({ id: `${part}-add-${i}`, command: add, input, actor: 'ana' });
    if (i % addsPerTally === addsPerTally - 1) open();
  }
  return Array.from({ length: Math.ceil(steps.length / atOnce) }, (_, i) =>
    steps.slice(i * atOnce, (i + 1) * atOnce),
  );
}
