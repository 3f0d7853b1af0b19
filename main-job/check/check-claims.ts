import type { Claim, Claims } from './claims.ts';
import type { Facts } from './facts.ts';
import type { Findings } from './findings.ts';

/** INV-01: what clients were told is in the log; and nothing is that nobody asked for. */
export function checkClaims(
  { claims, postsUnderWay }: Claims,
  imported: ReadonlySet<string>,
  facts: Facts,
  found: Findings,
): void {
  const asked = new Map(claims);
  for (const [key, claim] of claims) {
    if (claim === 'unknown') continue;
    const is = standing(facts, key);
    if (isSame(claim, is)) found.counted(key.startsWith('post ') ? 'answered posts' : 'answered wishes', 1);
    else
      found.differs(
        `answered: ${key}: expected ${JSON.stringify(claim)}, found ${is === undefined ? 'nothing' : JSON.stringify(is)}`,
      );
  }
  for (const key of facts.ever)
    if (!asked.has(key) && !imported.has(key)) found.differs(`${key} is in the log and nobody asked for it`);
  const untold = [...facts.posts.keys(), ...facts.deleted].filter((post) => !asked.has(`post ${post}`));
  if (untold.length > postsUnderWay)
    found.differs(
      `expected at most ${postsUnderWay} posts that nobody was told of, found ${untold.length}: ${untold[0]} …`,
    );
  for (const key of imported)
    if (!facts.ever.has(key)) found.differs(`${key} was imported and is not in the log`);
  found.counted('imported follows', imported.size);
}

function standing(facts: Facts, key: string): Claim | undefined {
  const [kind = '', one = '', other = ''] = key.split(' ');
  const pair = `${one} ${other}`;
  switch (kind) {
    case 'follow':
      return facts.follows.has(pair);
    case 'block':
      return facts.blocks.has(pair);
    case 'mute':
      return facts.mutes.has(pair);
    case 'kudos':
      return facts.kudos.has(pair);
    case 'repost':
      return facts.reposts.has(pair);
    case 'post':
      return facts.deleted.has(one) ? 'gone' : facts.posts.get(one);
    default:
      throw new Error(`${key} is no claim that can be checked.`);
  }
}

const isSame = (claim: Claim, is: Claim | undefined): boolean =>
  typeof claim === 'object' && typeof is === 'object'
    ? claim.author === is.author && claim.text === is.text
    : claim === is;
