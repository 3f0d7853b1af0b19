import { httpConnection, type HttpConnection } from './http-connection.ts';

export interface PooledConnection extends HttpConnection {
  /** Hears once that it was lost with a request in flight. */
  onLost: (error: NodeJS.ErrnoException) => void;
}

/** Connections as a browser or a proxy keeps them: the last one used goes first, those idle for long are closed. */
export interface ConnectionPool {
  /** A kept one; `undefined` when a new one is to be opened. */
  take(): PooledConnection | undefined;
  /** Whether one more may be open. */
  mayOpen(): boolean;
  /** Whether a request could be sent at once. */
  hasRoom(): boolean;
  open(): Promise<PooledConnection>;
  keep(connection: PooledConnection): void;
  drop(connection: PooledConnection): void;
  close(): void;
}

/** The server closes what is idle for 5 s; a request sent at that moment would be lost. */
const idleMsMax = 3000;

export function connectionPool(host: string, port: number, connectionsMax: number): ConnectionPool {
  const idle: { readonly connection: PooledConnection; readonly since: number }[] = [];
  const opened = new Set<PooledConnection>();
  let opening = 0;
  const drop = (connection: PooledConnection): void => {
    opened.delete(connection);
    connection.close();
  };
  const mayOpen = (): boolean => opened.size + opening < connectionsMax;
  return {
    take() {
      const now = performance.now();
      while (idle[0] && now - idle[0].since > idleMsMax) drop((idle.shift() as (typeof idle)[0]).connection);
      for (let last = idle.pop(); last; last = idle.pop()) {
        if (last.connection.isOpen()) return last.connection;
        drop(last.connection);
      }
      return undefined;
    },
    mayOpen,
    hasRoom: () => idle.length > 0 || mayOpen(),
    async open() {
      opening++;
      try {
        const hearing = { onLost: (_error: NodeJS.ErrnoException): void => {} };
        const bare = await httpConnection(host, port, (error) => hearing.onLost(error));
        const made: PooledConnection = Object.assign(hearing, bare);
        opened.add(made);
        return made;
      } finally {
        opening--;
      }
    },
    keep: (connection) => void idle.push({ connection, since: performance.now() }),
    drop,
    close() {
      for (const connection of opened) connection.close();
    },
  };
}
