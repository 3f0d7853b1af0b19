import type { Clock } from '@touchline/kernel';
import { manualClock } from '@touchline/kernel/testing';
import { commands } from '../commands.ts';
import type { Where } from '../reach/find-reach.ts';
import type { Ask, Reach } from '../reach/reach.ts';
import { run } from '../run.ts';
import type { Terminal } from '../terminal.ts';

export type Answer = (path: string, ask: Ask) => Response | Promise<Response>;

export interface Said {
  readonly code: number;
  readonly out: string[];
  readonly err: string[];
  readonly status: string[];
  readonly asked: { path: string; ask: Ask }[];
  readonly where: Where[];
}

/** Runs a command line against a system that answers as told. */
export async function typing(
  line: readonly string[],
  answer: Answer = () => Response.json({}),
  options: {
    isTty?: boolean;
    signal?: AbortSignal;
    environment?: object;
    clock?: Clock;
    inProcess?: boolean;
  } = {},
): Promise<Said> {
  const said: Said = { code: -1, out: [], err: [], status: [], asked: [], where: [] };
  const terminal: Terminal = {
    out: (text) => void said.out.push(text),
    err: (text) => void said.err.push(text),
    status: (text) => void said.status.push(text),
    isTty: options.isTty ?? false,
    columns: 100,
  };
  const code = await run(line, {
    commands,
    environment: options.environment ?? {},
    terminal,
    clock: options.clock ?? manualClock(),
    signal: options.signal ?? new AbortController().signal,
    async findReach(where) {
      said.where.push(where);
      return fakeReach((path, ask) => {
        said.asked.push({ path, ask });
        return answer(path, ask);
      }, options.inProcess);
    },
  });
  return { ...said, code };
}

export const fakeReach = (answer: Answer, inProcess = false): Reach => ({
  how: 'a pretended system',
  inProcess,
  fetch: async (path, ask = {}) => answer(path, ask),
  close: async () => {},
});

export const linesResponse = (items: readonly object[]): Response =>
  new Response(items.map((item) => `${JSON.stringify(item)}\n`).join(''));

export const problemResponse = (status: number, code: string, detail: string, more: object = {}): Response =>
  Response.json({ code, status, detail, ...more }, { status });
