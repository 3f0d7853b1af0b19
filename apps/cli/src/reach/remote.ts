import { CliFault } from '../cli-fault.ts';
import { requestInit, type Reach } from './reach.ts';

/** A server, by its address. */
export function remoteReach(
  url: string,
  key: string,
  send: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Reach {
  const base = url.replace(/\/+$/, '');
  return {
    how: `the server at ${base}`,
    inProcess: false,
    close: async () => {},
    async fetch(path, ask = {}) {
      try {
        return await send(`${base}${path}`, requestInit(key, ask));
      } catch (cause) {
        if (ask.signal?.aborted) throw cause;
        throw new CliFault(
          `No answer from ${base} (${reasonOf(cause)}). Is the server running? \`npx touchline start\` starts one.`,
          { cause },
        );
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : message;
}
