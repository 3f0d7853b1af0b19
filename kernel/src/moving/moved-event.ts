/** An event with all that a store keeps of it, in a form that every engine can keep. Its position says where it stands. */
export interface MovedEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly at: number;
  readonly actor: string | null;
  /** As stored, JSON text: checksums cover it character for character. */
  readonly meta: string | null;
  /** On the first event of a command. */
  readonly command: MovedCommand | null;
  readonly data: string;
}

export interface MovedCommand {
  /** The first 18 bytes of the SHA-256 of its id, in hexadecimal. */
  readonly hash: string;
  readonly fingerprint: string;
  /** Where all its events stand, where the log says so; else it wrote the one. */
  readonly places: readonly MovedPlace[] | null;
}

export interface MovedPlace {
  readonly partition: number;
  readonly position: number;
  readonly count: number;
}
