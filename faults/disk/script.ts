import { add, openTally } from '../../kernel/src/conformance/sample.ts';

export { tallies } from '../../kernel/src/conformance/sample.ts';

export const partitions = 2;

export interface Step {
  readonly id: string;
  readonly command: typeof openTally | typeof add;
  readonly input: object;
}

const tallyCount = 6;

/** The same commands every time: rounds of four at once, each under an id of its own that begins with `part`. */
export function script(part: string, size: number): Step[][] {
  const steps: Step[] = [];
  for (let i = 0; i < tallyCount; i++)
    steps.push({
      id: `${part}-open-${i}`,
      command: openTally,
      input: { tally: `${part}${i}`, name: `${part}${i}`, note: 'x'.repeat(200) },
    });
  for (let i = 0; i < size; i++)
    steps.push({
      id: `${part}-add-${i}`,
      command: add,
      input: { tally: `${part}${i % tallyCount}`, amount: 10 },
    });
  return Array.from({ length: Math.ceil(steps.length / 4) }, (_, i) => steps.slice(i * 4, i * 4 + 4));
}
