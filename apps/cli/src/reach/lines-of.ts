import { CliFault } from '../cli-fault.ts';
import { faultOf } from './answer.ts';
import type { Ask, Reach } from './reach.ts';

const lineLengthMax = 4_000_000;

/** The objects of a JSON-lines answer as they arrive. Ends without an error when the signal aborts. */
export async function* linesOf<T extends object>(
  reach: Reach,
  path: string,
  ask: Ask & { signal: AbortSignal },
): AsyncGenerator<T, void> {
  const isLeft = (): boolean => ask.signal.aborted;
  if (isLeft()) return;
  const response = await fetched(reach, path, ask);
  if (!response?.body) return;
  const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const leave = (): void => void reader.cancel().catch(() => undefined);
  ask.signal.addEventListener('abort', leave, { once: true });
  if (isLeft()) leave();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > lineLengthMax)
        throw new CliFault('A line of the answer has no end. Is this address right?');
      for (const line of lines) if (line !== '') yield itemOf(line) as T;
    }
  } catch (error) {
    if (!isLeft()) throw lost(error);
  } finally {
    ask.signal.removeEventListener('abort', leave);
    leave();
  }
}

async function fetched(
  reach: Reach,
  path: string,
  ask: Ask & { signal: AbortSignal },
): Promise<Response | undefined> {
  try {
    const response = await reach.fetch(path, ask);
    if (!response.ok) throw await faultOf(response);
    return response;
  } catch (error) {
    if (!ask.signal.aborted) throw error;
    return undefined;
  }
}

const lost = (cause: unknown): CliFault =>
  cause instanceof CliFault
    ? cause
    : new CliFault('The connection was lost in the middle of the answer. Is the server still running?', {
        cause,
      });

function itemOf(line: string): object {
  const item = JSON.parse(line) as { kind?: string; detail?: string };
  if (item.kind === 'fault')
    throw new CliFault(
      `${item.detail ?? 'It failed.'} Nothing else was done; try again once that is mended.`,
    );
  return item;
}
