import { createHash } from 'node:crypto';
import type { Clock } from '@touchline/kernel';
import { createClient } from '@redis/client';

export interface RedisLineOptions {
  /** `redis://user:password@host:port/number`, or `rediss://…` */
  readonly url: string;
  readonly clock: Pick<Clock, 'after' | 'turn' | 'steady'>;
  /** An answer that takes longer is none. Default 50 ms. */
  readonly answerMsMax?: number;
  /** Told when Redis stops to answer, and when it answers again. */
  readonly onState?: (state: 'up' | 'down', why: string) => void;
}

/** A server script: what it does is one step for everyone else. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

export const script = (text: string): Script => ({
  text,
  sha: createHash('sha1').update(text).digest('hex'),
});

export type Listener = (text: string) => void;

/**
 * A connection that is never waited for longer than its bound and never throws: no answer is `undefined`. After some in a
 * row the line is down, and nothing is asked, until a fresh connection answers.
 */
export interface RedisLine {
  isUp(): boolean;
  ask(...command: readonly string[]): Promise<unknown>;
  run(script: Script, keys: readonly string[], values: readonly string[]): Promise<unknown>;
  /** Every message of a channel while the line is up. */
  subscribe(channel: string, listener: Listener): void;
  close(): void;
}

const connectMsMax = 1000;
const retryMs = { least: 100, most: 5000 };
/** Answers missing in a row until the line is down. */
const missingMax = 3;
/** Commands without an answer; one more is not sent. */
const openMax = 1000;
/** After so long without an answer to anything one is asked for: a dead line is not noticed by listening. */
const quietMsMax = 2000;

type Client = ReturnType<typeof newClient>;

const newClient = (url: string) =>
  createClient({
    url,
    name: 'touchline',
    disableOfflineQueue: true,
    commandsQueueMaxLength: openMax,
    socket: { connectTimeout: connectMsMax, reconnectStrategy: false, keepAlive: true },
  });

const missing = Symbol('no answer in time');

export function redisLine({ url, clock, answerMsMax = 50, onState }: RedisLineOptions): RedisLine {
  const channels = new Map<string, Listener>();
  let client: Client | undefined;
  let pauseMs = retryMs.least;
  let failures = 0;
  let open = 0;
  let lastAnswerMs = 0;
  let closed = false;
  let cancel: (() => void) | undefined;
  let cancelAsking: (() => void) | undefined;
  let told: 'up' | 'down' | undefined;

  /** What has arrived already counts as an answer in time, also when this process was late itself. */
  const within = <T>(answer: Promise<T>, ms: number): Promise<T | typeof missing> =>
    new Promise((resolve, reject) => {
      const stop = clock.after(ms, () => void clock.turn().then(() => resolve(missing)));
      const ended = (): void => {
        stop();
        open--;
      };
      open++;
      answer.then(resolve, reject).finally(ended);
    });

  function tell(state: 'up' | 'down', why: string): void {
    if (told === state || closed) return;
    told = state;
    onState?.(state, why);
  }

  function breakDown(of: Client, why: string): void {
    if (client === of) client = undefined;
    // What waits for an answer on it is rejected.
    if (of.isOpen) of.destroy();
    tell('down', why);
    if (closed || cancel || client) return;
    cancel = clock.after(pauseMs, () => {
      cancel = undefined;
      void connect();
    });
    pauseMs = Math.min(retryMs.most, pauseMs * 2);
  }

  async function ready(made: Client): Promise<void> {
    await made.connect();
    await made.sendCommand(['PING']);
    for (const [channel, listener] of channels) await made.subscribe(channel, listener);
  }

  async function connect(): Promise<void> {
    const made = newClient(url);
    made.on('error', (error: unknown) => breakDown(made, String(error)));
    try {
      if ((await within(ready(made), connectMsMax)) === missing)
        throw new Error('it took too long to connect');
      if (closed) return made.destroy();
      client = made;
      failures = 0;
      pauseMs = retryMs.least;
      lastAnswerMs = clock.steady();
      tell('up', '');
      keepAsking(made);
    } catch (error) {
      breakDown(made, error instanceof Error ? error.message : String(error));
    }
  }

  function keepAsking(of: Client): void {
    cancelAsking = clock.after(quietMsMax, () => {
      if (client !== of) return;
      if (clock.steady() - lastAnswerMs >= quietMsMax) void send(['PING']);
      keepAsking(of);
    });
  }

  /** `undefined`: no answer. An `Error`: Redis answered that it cannot. */
  async function send(command: readonly string[]): Promise<unknown> {
    const of = client;
    if (!of || open >= openMax) return undefined;
    try {
      const answer = await within(of.sendCommand([...command]), answerMsMax);
      if (answer === missing) {
        if (++failures >= missingMax)
          breakDown(of, `${failures} answers did not come within ${answerMsMax} ms`);
        return undefined;
      }
      failures = 0;
      lastAnswerMs = clock.steady();
      return answer;
    } catch (error) {
      return error;
    }
  }

  const ask = async (...command: readonly string[]): Promise<unknown> => {
    const answer = await send(command);
    return answer instanceof Error ? undefined : answer;
  };

  void connect();
  return {
    isUp: () => client !== undefined,
    ask,
    async run({ sha, text }, keys, values) {
      const rest = [String(keys.length), ...keys, ...values];
      const answer = await send(['EVALSHA', sha, ...rest]);
      if (!(answer instanceof Error)) return answer;
      // A restarted or flushed server has forgotten it.
      return answer.message.startsWith('NOSCRIPT') ? ask('EVAL', text, ...rest) : undefined;
    },
    subscribe(channel, listener) {
      channels.set(channel, listener);
      const of = client;
      of?.subscribe(channel, listener).catch((error: unknown) => breakDown(of, String(error)));
    },
    close() {
      closed = true;
      cancel?.();
      cancelAsking?.();
      if (client?.isOpen) client.destroy();
      client = undefined;
    },
  };
}
