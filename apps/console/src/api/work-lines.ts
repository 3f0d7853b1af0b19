import { Refused, Unreachable } from '@touchline/web/failure';
import { lines, Unanswered } from './ask.ts';

/**
 * Does something that takes a while, and tells line by line how far it is. The last line says how it ended, `done` or
 * `fault`: without it nobody knows.
 */
export async function* workLines<Line extends { readonly kind: string }>(
  path: string,
  body: object,
): AsyncGenerator<Line, void> {
  let isOver = false;
  try {
    for await (const line of lines<Line>(path, { body })) {
      isOver = line.kind === 'done' || line.kind === 'fault';
      yield line;
    }
  } catch (error) {
    throw error instanceof Refused || error instanceof Unreachable ? error : new Unanswered(error);
  }
  if (!isOver) throw new Unanswered(undefined);
}
