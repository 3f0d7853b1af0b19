export interface Seeds {
  readonly seeds: readonly number[];
  /** One seed was asked for, to look at it. */
  readonly replaying: boolean;
}

const seedsOfACommit = 150;
const seedsOfAll = 10_000;

/**
 * Which worlds to simulate: `TOUCHLINE_SEED=4711` one, `TOUCHLINE_SEEDS=2000` the first so many,
 * `TOUCHLINE_SEEDS=5000-7000` a range; 10,000 at full length (`TOUCHLINE_FAULTS`), and else 150 of these, others each time.
 */
export function seedsFrom(env: Readonly<Record<string, string | undefined>>): Seeds {
  const one = env['TOUCHLINE_SEED'];
  if (one !== undefined) return { seeds: [whole(one)], replaying: true };
  const some = env['TOUCHLINE_SEEDS'] ?? (env['TOUCHLINE_FAULTS'] ? String(seedsOfAll) : ofACommit());
  const [first, last] = some.includes('-') ? some.split('-').map(whole) : [1, whole(some)];
  const [from, to] = [first ?? 1, last ?? 1];
  return { seeds: Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i), replaying: false };
}

function ofACommit(): string {
  const from = 1 + Math.trunc(Math.random() * (seedsOfAll - seedsOfACommit + 1));
  return `${from}-${from + seedsOfACommit - 1}`;
}

function whole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(
    `A seed is a whole number, not "${text}": TOUCHLINE_SEED=4711, TOUCHLINE_SEEDS=2000 or 5000-7000.`,
  );
}
