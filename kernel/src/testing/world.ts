import type { Clock } from '../clock.ts';
import type { CommandType, Caller } from '../command.ts';
import type { Engine } from '../ports/index.ts';
import type { QueryType } from '../query.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import { startHost, type Executed, type Host, type HostOptions } from '../runtime/index.ts';
import type { Service } from '../service.ts';
import { manualClock } from './manual-clock.ts';

/** Services running on an engine, for tests: acts as anyone, and drains instead of sleeping. */
export interface World {
  readonly host: Host;
  readonly clock: Clock & { advance(ms: number): void };
  as(actor: string | null, roles?: readonly string[]): Person;
  drained(): Promise<void>;
  close(): Promise<void>;
}

export interface Person {
  /** Resolves when the command is durable and everything it caused has been consumed. */
  does(command: CommandType, input: object, options?: { commandId?: string }): Promise<Executed>;
  isRefused(command: CommandType, input: object): Promise<Refusal>;
  asks(query: QueryType, input: object): Promise<object | Refusal>;
}

export async function world(
  services: readonly Service[],
  engine: Engine,
  options: Partial<HostOptions> = {},
): Promise<World> {
  const clock = manualClock();
  const host = await startHost({ services, engine, clock, ...options });
  const serviceOf = (item: CommandType | QueryType): Service => {
    const owner = services.find(
      ({ commands, queries }) =>
        commands.includes(item as CommandType) || queries.includes(item as QueryType),
    );
    if (!owner) throw new TypeError(`No service of this world has ${'type' in item ? item.type : item.name}`);
    return owner;
  };
  return {
    host,
    clock,
    drained: () => host.drain(),
    async close() {
      await host.stop();
      await engine.close();
    },
    as(actor, roles = []) {
      const caller: Caller = { actor, session: null, roles };
      return {
        async does(command, input, more = {}) {
          const done = await host.execute(serviceOf(command), command, input, { ...caller, ...more });
          if (isRefusal(done)) throw new Error(`${command.type} was refused: ${done.refusal}`);
          await host.drain();
          return done;
        },
        async isRefused(command, input) {
          const done = await host.execute(serviceOf(command), command, input, caller);
          if (!isRefusal(done)) throw new Error(`${command.type} was not refused`);
          return done;
        },
        async asks(query, input) {
          await host.drain();
          return host.query(serviceOf(query), query, input, caller);
        },
      };
    },
  };
}
