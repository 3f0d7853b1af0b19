/** One event of a live stream, as a client reads it. */
export interface LiveMessage {
  readonly event: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface LiveReader {
  /** The next event that is asked for; others are passed over and kept in `seen`. */
  next(event?: string): Promise<LiveMessage>;
  readonly seen: readonly LiveMessage[];
  /** Resolves when the other side has ended the stream. */
  ended(): Promise<void>;
  leave(): Promise<void>;
}

/** Reads `text/event-stream` from the body of an answer. */
export function liveReader(answer: Response): LiveReader {
  if (!answer.body) throw new TypeError('The answer has no body.');
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const seen: LiveMessage[] = [];
  let rest = '';
  let taken = 0;

  async function more(): Promise<boolean> {
    const { value, done } = await reader.read();
    if (done) return false;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = messageOf(block);
      if (message) seen.push(message);
    }
    return true;
  }

  return {
    seen,
    async next(event) {
      for (;;) {
        for (; taken < seen.length; taken++) {
          const message = seen[taken] as LiveMessage;
          if (event !== undefined && message.event !== event) continue;
          taken++;
          return message;
        }
        if (!(await more()))
          throw new Error(`The stream ended before ${event}: ${seen.map((one) => one.event).join()}`);
      }
    },
    async ended() {
      while (await more());
    },
    leave: () => reader.cancel(),
  };
}

function messageOf(block: string): LiveMessage | undefined {
  const fields = new Map(
    block.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  const data = fields.get('data');
  if (data === undefined) return undefined;
  return {
    event: fields.get('event') ?? 'message',
    id: fields.get('id') ?? '',
    data: JSON.parse(data) as Record<string, unknown>,
  };
}
