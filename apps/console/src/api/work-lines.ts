import { Refused, Unreachable } from '@touchline/web/failure';
import { lines } from './ask.ts';

/** What tells of work says at last how that ended, `done` or `fault`. Without it nobody knows. */
class BrokenOff extends Error {
  constructor(cause?: unknown) {
    super('The answer broke off before its end. The audit tells what became of it.', { cause });
  }
}

/** Does something that takes a while, and tells line by line how far it is. */
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
    throw error instanceof Refused || error instanceof Unreachable ? error : new BrokenOff(error);
  }
  if (!isOver) throw new BrokenOff();
}
