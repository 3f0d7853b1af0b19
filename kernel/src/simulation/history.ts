import type { Executed, Positions } from '../runtime/index.ts';

/** A command as its client saw it. Times are steps of the simulation. */
export interface CommandRecord {
  readonly client: string;
  readonly id: string;
  readonly command: 'OpenTally' | 'Add' | 'ForgetMe';
  readonly input: {
    readonly tally?: string;
    readonly name?: string;
    readonly note?: string;
    readonly amount?: number;
  };
  readonly began: number;
  ended: number;
  attempts: number;
  /** All answers that arrived, of all attempts. */
  readonly answers: Answer[];
}

export type Answer = Executed | { readonly refusal: string };

/** A read with a token. */
export interface ReadRecord {
  readonly client: string;
  readonly tally: string;
  /** The step of the simulation at which it was asked. */
  readonly began: number;
  readonly least: Positions;
  /** The row; `no-such-tally`; or the fault it ended with. */
  readonly outcome: object | string;
}

export interface History {
  readonly commands: CommandRecord[];
  readonly reads: ReadRecord[];
  /** Ids used once more on purpose with other content, and what came of it. */
  readonly reuses: { readonly id: string; readonly outcome: string }[];
  readonly findings: string[];
  /** What reached the outside, each time it did. */
  readonly delivered: { readonly id: string; readonly tally: string }[];
}
