import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { EdgeEnv } from './edge-request.ts';
import { systemClock } from '../clock.ts';
import { clientErrorText } from './client-error.ts';
import { markLate } from './late.ts';
import { line, type Line } from './line.ts';
import { knownProblem } from './problem.ts';
import { underWay, type UnderWay } from './under-way.ts';

export interface ServeOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** How long `close` waits for requests in flight. */
  readonly drainMs?: number;
  readonly connectionsMax?: number;
  /** Where requests wait for their turn (HT34). Tests take it away. */
  readonly line?: Line;
}

export interface Served {
  readonly url: string;
  readonly port: number;
  /** HT23: stops accepting, lets requests in flight finish, then closes what is left. Twice is once. */
  close(): Promise<void>;
}

/** HT22: what one connection may take of a server. */
const bounds = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 5000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  // Node looks for late headers this often; its default of 30 s would make the 5 s above mean 35.
  connectionsCheckingInterval: 1000,
  // Node's own refusal is no problem document (HT10); what comes without a host is refused below.
  requireHostHeader: false,
  // Who stands in front may have read the other one of two: together they are none that counts (RFC 9112, 3.2).
  joinDuplicateHeaders: true,
} as const;

/** Serves an app over HTTP/1.1. */
export async function serveApp(app: Hono<EdgeEnv>, options: ServeOptions): Promise<Served> {
  const server = createServer(bounds);
  const listener = getRequestListener(app.fetch, {
    // Only requests that no app can see: no host or one that is none, a path with a backslash.
    errorHandler: () => knownProblem('bad-request', 'none', { headers: { connection: 'close' } }),
  });
  const waiting = options.line ?? line(systemClock);
  server.on('connection', () => waiting.arrived());
  const answering = underWay();
  const take = (incoming: IncomingMessage, outgoing: ServerResponse): void =>
    waiting.take((late) => {
      if (incoming.socket.destroyed) return; // Who has gone while it waited asks for nothing any more.
      if (late) markLate(incoming);
      answering.begun();
      void Promise.resolve(listener(incoming, outgoing)).finally(answering.ended);
    });
  // An expectation that nobody knows is passed over.
  server.on('request', take).on('checkExpectation', take);
  server.on('clientError', answerClientError);
  server.maxHeadersCount = 100;
  server.maxConnections = options.connectionsMax ?? 10_000;
  await listening(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    port,
    close: () => (closing ??= drained(server, answering, options.drainMs ?? 10_000)),
  };
}

/** Rejects as `serveApp` would where nothing could listen: to be asked before anything is made. */
export async function assertCanListen({ host, port }: Pick<ServeOptions, 'host' | 'port'>): Promise<void> {
  const server = createServer();
  await listening(server, { host, port });
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Connections that wait to be accepted. Those beyond are not refused, but find out by being silent for a second:
 * Node's own 511 are there a third of a second into ten times the load. The system has a bound of its own (`somaxconn`).
 */
const backlogMax = 4096;

function listening(server: Server, { host, port }: ServeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new Error(listenFault(cause, host, port), { cause }));
    });
    server.listen({ host, port, backlog: backlogMax }, resolve);
  });
}

function listenFault({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program: stop that one, or choose another port.`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be opened by this user: choose a port of 1024 or above.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}: choose 127.0.0.1, 0.0.0.0 or one of its own addresses.`;
    default:
      return `Could not listen on ${host}:${port}: ${message}`;
  }
}

/** Also what a client asked for that has gone meanwhile comes to its end: a command may be half-way. */
async function drained(server: Server, answering: UnderWay, drainMs: number): Promise<void> {
  const { promise: late, resolve: onLate } = Promise.withResolvers<void>();
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const patience = setTimeout(() => {
    server.closeAllConnections();
    onLate();
  }, drainMs);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await Promise.race([answering.none(), late]);
  clearInterval(idle);
  clearTimeout(patience);
}

/** What Node's parser refuses is answered here: no handler ever sees it. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
  else socket.end(clientErrorText(error.code));
}
