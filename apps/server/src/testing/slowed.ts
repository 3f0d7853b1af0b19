import type { Service } from '@touchline/kernel';

/** Makes each query and each decision take so much longer, as on a slow machine. */
export function slowed(services: readonly Service[], slowerMs: number): void {
  for (const { queries, commands } of services) {
    for (const query of queries) query.read = longer(query.read.bind(query), slowerMs);
    for (const command of commands) command.decide = longer(command.decide.bind(command), slowerMs);
  }
}

const longer =
  <Args extends readonly unknown[], Result>(work: (...args: Args) => Result, ms: number) =>
  (...args: Args): Result => {
    // Not by processor time: some systems tell it in steps of some milliseconds.
    const until = performance.now() + ms;
    while (performance.now() < until);
    return work(...args);
  };
