import { type SseEvent, sseReader } from './sse.ts';

export interface StreamOptions {
  readonly topics: readonly string[];
  /** The id of the last event heard: what was missed since then follows. */
  readonly after: string | undefined;
  /** The same one again takes the place of a stream that the server does not know to be lost. */
  readonly client: string;
  readonly onEvent: (event: SseEvent) => void;
  readonly signal: AbortSignal;
}

export type StreamEnd =
  | { readonly why: 'over' }
  | { readonly why: 'refused'; readonly status: number; readonly retryAfterS: number };

const silentMsMax = 45_000;
const unsaidS = 30;

/** Hears one stream of live updates to its end. Throws when the connection is lost. */
export async function hearStream({
  topics,
  after,
  client,
  onEvent,
  signal,
}: StreamOptions): Promise<StreamEnd> {
  const query = new URLSearchParams(topics.map((topic) => ['topic', topic]));
  query.set('client', client);
  if (after !== undefined) query.set('after', after);
  const silence = new AbortController();
  const ended = AbortSignal.any([signal, silence.signal]);
  const answer = await fetch(`/v1/live?${query.toString()}`, {
    headers: { accept: 'text/event-stream' },
    signal: ended,
    cache: 'no-store',
  });
  if (!answer.ok || !answer.body) {
    // A proxy may say it as a date.
    const retryAfterS = Number(answer.headers.get('retry-after')) || unsaidS;
    return { why: 'refused', status: answer.status, retryAfterS };
  }
  const read = sseReader(onEvent);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const giveUp = (): void => silence.abort(new Error('The stream fell silent.'));
  let timer = setTimeout(giveUp, silentMsMax);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { why: 'over' };
      clearTimeout(timer);
      timer = setTimeout(giveUp, silentMsMax);
      read(value);
    }
  } finally {
    clearTimeout(timer);
  }
}
