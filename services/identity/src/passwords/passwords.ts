import { hash, verify } from '@node-rs/argon2';
import { systemClock } from '@touchline/kernel';
import { admission, busy, type Limits } from './admission.ts';

/** Keeps and checks passwords. `busy` when too many are being checked already. */
export interface Passwords {
  hash(password: string): Promise<string | typeof busy>;
  /** Without a hash it takes as long as with one, and nothing matches. */
  matches(passwordHash: string | null, password: string): Promise<boolean | typeof busy>;
}

/** OWASP Password Storage Cheat Sheet: argon2id (the default here) with 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of 32 random bytes that nobody kept, at the same cost: what unknown accounts are checked against. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$f7G4HhgZNVz513KB39EbTw$fiwwGzlf08DfqnZ8S6airQR0Be2UH3ZNoEogYaFvaTM';

const usual: Limits = { concurrency: 2, queueMax: 50, waitMsMax: 500, steady: systemClock.steady };

export function argon2Passwords(limits = usual): Passwords {
  const gate = admission(limits);
  return {
    hash: (password) => gate.run(() => hash(password.normalize('NFKC'), cost)),
    async matches(passwordHash, password) {
      const right = await gate.run(() => verify(passwordHash ?? nobodysHash, password.normalize('NFKC')));
      return right === busy ? busy : right && passwordHash !== null;
    },
  };
}
