import { connect, type Socket } from 'node:net';

/** Open streams that are read and counted, not looked into. */
export interface LiveListeners {
  bytes(): number;
  /** Patches that came, by the blank lines after them. */
  patches(): number;
  close(): void;
}

export interface ListenAs {
  readonly host: string;
  readonly port: number;
  readonly key: string;
  readonly people: readonly string[];
  readonly query: string;
}

const atOnce = 50;

/** A stream for each of these people; resolves when all have been greeted. */
export async function liveListeners(as: ListenAs): Promise<LiveListeners> {
  const counted = { bytes: 0, patches: 0 };
  const sockets: Socket[] = [];
  for (let from = 0; from < as.people.length; from += atOnce)
    sockets.push(
      ...(await Promise.all(
        as.people.slice(from, from + atOnce).map((person) => opened(as, person, counted)),
      )),
    );
  counted.bytes = 0;
  counted.patches = 0;
  return {
    bytes: () => counted.bytes,
    patches: () => counted.patches,
    close: () => sockets.forEach((socket) => socket.destroy()),
  };
}

function opened(
  { host, port, key, query }: ListenAs,
  person: string,
  counted: { bytes: number; patches: number },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.write(
        `GET /v1/live?${query} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}/${person}\r\n\r\n`,
      );
    });
    let head = '';
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      if (head.includes('event: hello')) {
        counted.bytes += chunk.length;
        for (let at = chunk.indexOf('data: '); at >= 0; at = chunk.indexOf('data: ', at + 6))
          counted.patches++;
        return;
      }
      head += chunk.toString('latin1');
      if (head.includes('event: hello')) resolve(socket);
      else if (!head.startsWith('HTTP/1.1 200')) reject(new Error(`No stream: ${head.slice(0, 400)}`));
    });
  });
}
