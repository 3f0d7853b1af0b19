/** What a stream carries: a patch, or a word of the stream itself. */
export interface LiveEvent {
  readonly kind: string;
  readonly data: object;
  /** A position token: who has this event has been told of all up to it. */
  readonly id: string;
}

/** Takes what a stream carries. Must not throw and must not wait. */
export interface LiveListener {
  take(events: readonly LiveEvent[]): void;
  /** Nothing more comes. */
  end(): void;
}

/** Why a stream is ended from here. */
export const byeReasons = ['session-ended', 'replaced', 'failed', 'draining'] as const;
export type ByeReason = (typeof byeReasons)[number];
