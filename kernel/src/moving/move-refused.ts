/** A move that cannot be made as it was asked for: a sentence that says what to do. */
export class MoveRefused extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'MoveRefused';
  }
}
