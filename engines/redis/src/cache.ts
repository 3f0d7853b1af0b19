import { randomBytes } from 'node:crypto';
import type { Cache, CachedValue } from '@touchline/kernel/ports';
import { clearScript, feedScript, putScript, sweepScript } from './cache-scripts.ts';
import { parsedValues } from './parsed-values.ts';
import type { RedisLine, Script } from './redis-line.ts';

/** How long a value stays that nobody puts again; a bound of what an unreachable Redis keeps of an erased person, too. */
const valueMs = String(15 * 60_000);
const lineMs = String(7 * 86_400_000);
const valueLengthMax = 65_536;
/** Rows of one commit; of more none is told, and the namespace begins anew. */
const rowsMax = 1000;
/** Keys that are looked at in one step of a search for those of a namespace. */
const scanned = '1000';
/** Builds that this process tells of. */
const fedMax = 10_000;

/**
 * A cache that all processes share. Nothing rests on it: what cannot be told or asked in time is as if it were not there,
 * and a value counts only where the cache has heard of everything that the reader knows to have happened (CA7).
 */
export function redisCache(line: RedisLine, prefix: string): Cache {
  /** The revision that this process told last of a namespace, and was heard with. */
  const fed = new Map<string, string>();
  let waiting = new Map<string, { namespace: string; revision: string; values: Map<string, string> }>();
  let hits = 0;
  let misses = 0;
  const parsed = parsedValues(() => performance.now());

  const lineOf = (namespace: string): string => `${prefix}:{${namespace}}`;
  const newGeneration = (): string => randomBytes(6).toString('base64url');
  const textOf = (value: unknown): string => {
    const text = JSON.stringify(value);
    return text.length > valueLengthMax ? '' : text;
  };

  const write = (
    one: Script,
    namespace: string,
    ahead: readonly string[],
    values: ReadonlyMap<string, string>,
  ): Promise<unknown> => {
    const own = lineOf(namespace);
    return line.run(
      one,
      [own, ...[...values.keys()].map((key) => `${own}:${key}`)],
      [...ahead, ...values.values()],
    );
  };

  /** What was put in one turn of the event loop goes together. */
  function flush(): void {
    const batches = waiting;
    waiting = new Map();
    for (const { namespace, revision, values } of batches.values())
      void write(putScript, namespace, [revision, newGeneration(), valueMs, lineMs], values);
  }

  async function getMany(
    namespace: string,
    keys: readonly string[],
    least: number,
  ): Promise<readonly (CachedValue | undefined)[]> {
    flush();
    const own = lineOf(namespace);
    const answer = await line.ask('MGET', own, ...keys.map((key) => `${own}:${key}`));
    const [about, ...values] = Array.isArray(answer) ? (answer as (string | null)[]) : [];
    const [generation = '', upTo = ''] = about?.split(' ', 2) ?? [];
    const isFed = about ? Number(upTo) >= least : false;
    const found = keys.map((key, i) =>
      isFed ? valueFrom(`${own}:${key}`, values[i] ?? '', generation) : undefined,
    );
    for (const one of found)
      if (one) hits++;
      else misses++;
    return found;
  }

  function valueFrom(key: string, held: string, generation: string): CachedValue | undefined {
    const ofEnd = held.indexOf(' ');
    if (ofEnd < 0 || held.slice(0, ofEnd) !== generation) return undefined;
    const revisionEnd = held.indexOf(' ', ofEnd + 1);
    return {
      value: parsed(key, held.slice(revisionEnd + 1)),
      revision: Number(held.slice(ofEnd + 1, revisionEnd)),
    };
  }

  /** ER3: of a build that was dropped nobody would ever purge anyone. What cannot be found in time expires. */
  async function cleared(own: string): Promise<void> {
    await line.run(clearScript, [own], [newGeneration(), lineMs]);
    for (let cursor: string | undefined = '0'; cursor !== undefined;) {
      const answer = await line.ask('SCAN', cursor, 'MATCH', `${own}:*`, 'COUNT', scanned);
      if (!Array.isArray(answer)) return;
      const [next, keys] = answer as [string, string[]];
      if (keys.length > 0) await line.run(sweepScript, [own, ...keys], []);
      cursor = next === '0' ? undefined : next;
    }
  }

  return {
    async get(namespace, key) {
      return (await getMany(namespace, [key], 0))[0];
    },
    getMany(namespace, keys, least) {
      if (line.isUp()) return getMany(namespace, keys, least);
      misses += keys.length;
      return keys.map(() => undefined);
    },
    put(namespace, key, value, revision) {
      const text = textOf(value);
      if (!line.isUp() || text === '') return;
      if (waiting.size === 0) queueMicrotask(flush);
      const id = `${revision} ${namespace}`;
      const batch = waiting.get(id) ?? { namespace, revision: String(revision), values: new Map() };
      batch.values.set(key, text);
      waiting.set(id, batch);
    },
    feed(namespace, rows, revision) {
      flush();
      const before = fed.get(namespace) ?? '';
      // Unless it is heard, the next one begins anew.
      fed.delete(namespace);
      if (fed.size > fedMax) fed.clear();
      if (!line.isUp()) return;
      const whole = rows && rows.size <= rowsMax;
      const values = new Map(whole ? [...rows].map(([key, value]) => [key, textOf(value)]) : []);
      const ahead = [whole ? before : '', String(revision), newGeneration(), valueMs, lineMs];
      const told = write(feedScript, namespace, ahead, values);
      // The order on the line is the order in which they are heard: the next one can build on this one already.
      fed.set(namespace, String(revision));
      void unlessHeard(told, () => fed.delete(namespace));
    },
    clear(namespace) {
      flush();
      fed.delete(namespace);
      void cleared(lineOf(namespace));
    },
    stats: () => ({ entries: 0, hits, misses }),
  };
}

async function unlessHeard(told: Promise<unknown>, otherwise: () => void): Promise<void> {
  if ((await told) !== 1) otherwise();
}
