import type { IncomingMessage } from 'node:http';
import { header, incomingOf, type EdgeContext } from './edge-request.ts';

export type Body = Buffer | 'too-large' | 'incomplete';

const nothing = Buffer.alloc(0);

/** HT6: the bytes of a body, never more than `bytesMax` of them in memory. */
export function readBody(c: EdgeContext, bytesMax: number): Body | Promise<Body> {
  const length = header(c, 'content-length');
  if (length !== undefined && Number(length) > bytesMax) return 'too-large';
  const incoming = incomingOf(c);
  if (!incoming) return c.req.raw.body ? fromWeb(c.req.raw.body, bytesMax) : nothing;
  const announced = length === undefined ? header(c, 'transfer-encoding') !== undefined : length !== '0';
  return announced ? fromNode(incoming, bytesMax) : nothing;
}

function fromNode(incoming: IncomingMessage, bytesMax: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (body: Body): void => {
      incoming.off('data', onData).off('end', onEnd).off('error', onLost).off('close', onLost);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > bytesMax) settle('too-large');
      else chunks.push(chunk);
    };
    const onEnd = (): void => settle(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    const onLost = (): void => settle('incomplete');
    incoming.on('data', onData).on('end', onEnd).on('error', onLost).on('close', onLost);
    if (incoming.destroyed) onLost();
  });
}

async function fromWeb(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > bytesMax) return 'too-large';
      chunks.push(chunk);
    }
  } catch {
    return 'incomplete';
  }
  return Buffer.concat(chunks);
}
