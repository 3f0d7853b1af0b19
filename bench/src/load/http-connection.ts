import { connect, type Socket } from 'node:net';

/** An answer, as far as a load generator looks at it. */
export interface Answer {
  readonly status: number;
  /** Length of head and body. */
  readonly bytes: number;
  readonly head: string;
  /** The body, where it was asked for. */
  readonly body: string;
}

/**
 * One keep-alive connection with one request in flight: as little HTTP as a load generator needs (answers with a
 * Content-Length, or 204 and 304), so that it does not take the processor from what it measures.
 */
export interface HttpConnection {
  send(request: string, onAnswer: (answer: Answer) => void, keepBody?: boolean): void;
  /** False once the server has closed it. */
  isOpen(): boolean;
  close(): void;
}

const headEnd = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);

export async function httpConnection(
  host: string,
  port: number,
  onLost: (error: Error) => void,
): Promise<HttpConnection> {
  const socket = await connected(host, port);
  let pending: Buffer = nothing;
  let waiting: ((answer: Answer) => void) | undefined;
  let withBody = false;
  /** Bytes of the answer in hand that are still to come; 0 while its head is not there. */
  let left = 0;
  let answer = { status: 0, bytes: 0, head: '' };
  let chunks: Buffer[] = [];

  socket.on('data', (chunk: Buffer) => {
    if (left === 0) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf(headEnd);
      if (end < 0) return;
      answer = readHead(pending.toString('latin1', 0, end + 2), end + 4);
      chunks = withBody ? [pending.subarray(end + 4)] : [];
      left = answer.bytes - pending.length;
      pending = nothing;
    } else {
      left -= chunk.length;
      if (withBody) chunks.push(chunk);
    }
    if (left > 0) return;
    if (left < 0) return void socket.destroy(new Error('More bytes came than were announced.'));
    const done = waiting;
    waiting = undefined;
    done?.({ ...answer, body: withBody ? Buffer.concat(chunks).toString() : '' });
  });
  socket.on('error', onLost);
  socket.on('close', (hadError) => {
    if (waiting && !hadError) onLost(new Error('The server closed a connection with a request in flight.'));
  });

  return {
    send(request, onAnswer, keepBody = false) {
      if (socket.readyState !== 'open') return onLost(new Error('The server closed a connection.'));
      waiting = onAnswer;
      withBody = keepBody;
      socket.write(request, 'utf8');
    },
    isOpen: () => socket.readyState === 'open',
    close() {
      waiting = undefined;
      socket.destroy();
    },
  };
}

function connected(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

const lengthField = /\r\ncontent-length: *(\d+)/i;

function readHead(head: string, headBytes: number): Omit<Answer, 'body'> {
  const status = Number(head.slice(9, 12));
  const length = lengthField.exec(head)?.[1];
  if (length === undefined && status !== 204 && status !== 304)
    throw new Error(`An answer without Content-Length cannot be measured here: ${head}`);
  return { status, head, bytes: headBytes + Number(length ?? 0) };
}
