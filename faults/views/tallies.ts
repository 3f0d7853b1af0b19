import type { Random } from '../run/random.ts';
import { add, openTally, tallies } from '../../kernel/src/conformance/sample.ts';
import type { Host } from '../../kernel/src/runtime/index.ts';

export { poison, tallies, tallyPage } from '../../kernel/src/conformance/sample.ts';

const people = ['ana', 'ben', 'cleo', 'dana'];

/** Opens tallies and adds to them at random; `amount` decides what. Answers the tokens' positions, one per addition. */
export async function addMany(
  host: Host,
  random: Random,
  {
    from = 0,
    tallyCount,
    additions,
    amount = () => 1,
  }: { from?: number; tallyCount: number; additions: number; amount?: (i: number) => number },
): Promise<void> {
  const call = { session: null, roles: [] };
  for (let i = 0; i < tallyCount; i++) {
    const name = `t${from + i}`;
    await host.execute(
      tallies,
      openTally,
      { tally: name, name, note: `note ${i}` },
      { ...call, actor: 'ana' },
    );
  }
  for (let i = 0; i < additions; i += 50) {
    const some = Array.from({ length: Math.min(50, additions - i) }, async (_, j) => {
      const tally = `t${from + random.below(tallyCount)}`;
      const actor = random.pick(people);
      await host.execute(tallies, add, { tally, amount: amount(i + j) }, { ...call, actor });
    });
    await Promise.all(some);
  }
}
