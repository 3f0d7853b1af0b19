import { connect, createServer, type Socket } from 'node:net';

/**
 * `black-hole`: what is sent disappears, in both directions, and no connection ends. `deaf`: only what the server answers
 * disappears.
 */
export type Mode = 'open' | 'black-hole' | 'deaf' | { readonly slowMs: number };

export interface TcpProxy {
  readonly port: number;
  set(mode: Mode): void;
  /** Where new connections lead from now on. */
  aim(target: number): void;
  /** Ends all connections; new ones are taken. */
  cut(): void;
  /** Pieces of data that were delayed or swallowed. */
  disturbed(): number;
  close(): Promise<void>;
}

/** Stands between a client and a server on the loopback address. */
export async function tcpProxy(first: number): Promise<TcpProxy> {
  let target = first;
  const pairs = new Set<readonly [Socket, Socket]>();
  let mode: Mode = 'open';
  let disturbed = 0;

  function pass(from: Socket, to: Socket, isAnswer: boolean): void {
    from.on('data', (data) => {
      if (mode === 'open' || (mode === 'deaf' && !isAnswer)) return void to.write(data);
      disturbed++;
      if (mode === 'black-hole' || mode === 'deaf') return;
      setTimeout(() => to.writable && to.write(data), mode.slowMs);
    });
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    const pair = [client, upstream] as const;
    pairs.add(pair);
    pass(client, upstream, false);
    pass(upstream, client, true);
    for (const side of pair)
      side
        .on('error', () => undefined)
        .on('close', () => {
          pairs.delete(pair);
          if (mode !== 'black-hole') for (const one of pair) one.destroy();
        });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const pair of pairs) for (const side of pair) side.destroy();
    pairs.clear();
  };
  return {
    port: (server.address() as { port: number }).port,
    set: (next) => void (mode = next),
    aim: (next) => void (target = next),
    cut,
    disturbed: () => disturbed,
    close() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      cut();
      return closed;
    },
  };
}
