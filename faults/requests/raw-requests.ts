import { connect } from 'node:net';
import type { Random } from '../run/random.ts';
import type { BadRequest } from './bad-request.ts';

const answerMsMax = 10_000;

/** The bytes of a request, some of them wrong: lengths, line ends, control characters, an end in the middle. */
export function rawBytes({ method, path, headers, body }: BadRequest, random: Random): Buffer {
  const content = Buffer.from(body ?? '');
  const lines = [
    `${method} ${path} HTTP/1.${random.chance(0.9) ? 1 : random.below(10)}`,
    random.chance(0.95) ? 'Host: localhost' : 'Host: ',
    'Connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(content.length > 0
      ? [`Content-Length: ${content.length + (random.chance(0.1) ? random.below(9) - 4 : 0)}`]
      : []),
    ...(random.chance(0.05) ? ['Transfer-Encoding: chunked'] : []),
    ...(random.chance(0.05) ? [`X: ${'x'.repeat(random.below(20_000))}`] : []),
    ...(random.chance(0.05) ? [' folded'] : []),
  ];
  const end = random.chance(0.95) ? '\r\n' : random.pick(['\n', '\r', '\r\r\n']);
  const whole = Buffer.concat([Buffer.from(lines.join(end) + end + end, 'latin1'), content]);
  if (random.chance(0.1)) whole[random.below(whole.length)] = random.below(256);
  return random.chance(0.1) ? whole.subarray(0, random.below(whole.length)) : whole;
}

/** The status of what a server answers to these bytes; 0 when it only closed the connection. */
export function sendRaw(port: number, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.end(bytes));
    socket.setTimeout(answerMsMax, () => {
      socket.destroy();
      reject(
        new Error(
          `No answer within ${answerMsMax} ms to ${JSON.stringify(bytes.toString('latin1').slice(0, 500))}`,
        ),
      );
    });
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      if (said.length > 20) socket.destroy(); // The status is all we want; some answers never end.
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0)));
  });
}
