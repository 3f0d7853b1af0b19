import { edgeLineMax } from './edge-line.ts';

export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** The rest of a longer line is thrown away, so that a file without line ends cannot fill memory. That it was too long still shows. */
const lengthMax = edgeLineMax + 1;

/** Lines of UTF-8 text as it arrives, with their numbers; CRLF and a byte order mark are as if they were not there. */
export async function* numberedLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine, void> {
  const decoder = new TextDecoder();
  let number = 1;
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, lengthMax);
    for (const text of lines) yield { number: number++, text: text.slice(0, lengthMax) };
  }
  rest += decoder.decode();
  if (rest !== '') yield { number, text: rest.slice(0, lengthMax) };
}
