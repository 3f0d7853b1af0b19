export interface SseEvent {
  readonly kind: string;
  readonly data: string;
  readonly id: string | undefined;
}

const bufferMax = 1_000_000;

/**
 * Reads a text/event-stream piece by piece (WHATWG HTML, 9.2.6, for the fields the server sends). A block without data
 * is a beat: it is given, too, as it moves the id.
 */
export function sseReader(onEvent: (event: SseEvent) => void): (piece: string) => void {
  let rest = '';
  let kind = '';
  let data: string[] = [];
  let id: string | undefined;

  function line(text: string): void {
    if (text === '') {
      onEvent({ kind: data.length === 0 ? 'beat' : kind || 'message', data: data.join('\n'), id });
      kind = '';
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') kind = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  }

  return (piece) => {
    rest += piece;
    if (rest.length > bufferMax)
      throw new Error(`A line of the stream is longer than ${bufferMax} characters.`);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) line(one.replace(/\r$/, ''));
  };
}
