import { Fault, type Clock } from '@touchline/kernel';

interface Wanted<Value> {
  readonly promise: Promise<Value>;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

const wantedMax = 10_000;

/** Many questions of one turn of the event loop, each about one name, asked at once. */
export function gathered<Value>(
  ask: (names: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  otherwise: Value,
  clock: Pick<Clock, 'turn'>,
): (name: string) => Promise<Value> {
  let wanted = new Map<string, Wanted<Value>>();

  async function answer(): Promise<void> {
    await clock.turn();
    const batch = wanted;
    wanted = new Map();
    try {
      const answers = await ask([...batch.keys()]);
      for (const [name, { resolve }] of batch) resolve(answers.get(name) ?? otherwise);
    } catch (error) {
      for (const { reject } of batch.values()) reject(error);
    }
  }

  return (name) => {
    const before = wanted.get(name);
    if (before) return before.promise;
    if (wanted.size >= wantedMax)
      throw new Fault('overloaded', 'Too many names are asked for at once. Try again.');
    const want = Promise.withResolvers<Value>();
    if (wanted.size === 0) void answer();
    wanted.set(name, want);
    return want.promise;
  };
}
