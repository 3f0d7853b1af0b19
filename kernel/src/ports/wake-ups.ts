/**
 * Hints between processes (rules WU1 …). Any may be lost, come late or twice: they make a wait shorter, and nothing rests
 * on them (SU4).
 */
export interface WakeUps {
  /** Tells all other processes. Never waits and never throws. */
  tell(topic: string, text: string): void;
  /** Calls for what others tell; answers how to end that. */
  listen(topic: string, listener: (text: string) => void): () => void;
}
