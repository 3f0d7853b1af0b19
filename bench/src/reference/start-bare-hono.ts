import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pinned } from '../processes/pinned.ts';
import { usageOf, type Usage } from '../processes/usage.ts';

export interface Fixed {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BareHono {
  readonly host: string;
  readonly port: number;
  usage(): Usage;
  stop(): void;
}

/** What Node itself sets on every answer. */
const ofNode = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

/** An answer, to be given again and again by the framework alone. */
export async function fixedFrom(answer: Response): Promise<Fixed> {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !ofNode.has(name)));
  return { status: answer.status, body: await answer.text(), headers };
}

/** Bare Hono in a process of its own, on the processor of the server. */
export async function startBareHono(fixed: Fixed): Promise<BareHono> {
  const child = pinned('server', [fileURLToPath(new URL('./bare-hono.ts', import.meta.url))], { ipc: true });
  child.send(fixed);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { host: '127.0.0.1', port, usage: () => usageOf(child.pid ?? 0), stop: () => child.disconnect() };
}
