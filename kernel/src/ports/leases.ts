/**
 * Who does which work, where several processes could (rules OW1 …). A member that says nothing for `holdMs` is taken for
 * gone, by the clock of the storage that all members share.
 */
export interface Leases {
  readonly holdMs: number;
  /** Says that a member is there and what it would do; it keeps what it holds. Answers how things stand then. */
  beat(member: string, wishes: Wishes): Promise<LeaseTable>;
  /** Takes what no member who is there holds. Answers what of it the member holds then. */
  claim(member: string, works: readonly string[]): Promise<readonly Lease[]>;
  /** Gives up what the member holds of it. */
  release(member: string, works: readonly string[]): Promise<void>;
  /** Gives up everything; the member is no longer there. */
  leave(member: string): Promise<void>;
}

export interface Wishes {
  /** Work that the member can do. */
  readonly wants: readonly string[];
  /** Work among it that only this member can do at the moment: the others are to let it have it. */
  readonly needs: readonly string[];
}

export interface Lease {
  readonly work: string;
  /** Greater with every new holder. Who writes shows it; older ones are refused (VW26). */
  readonly epoch: number;
}

export interface LeaseTable {
  /** Those who are there. */
  readonly members: readonly ({ readonly name: string } & Wishes)[];
  /** What they hold. */
  readonly held: readonly (Lease & { readonly holder: string })[];
}
