import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileSecrets, folderSource, folderTarget } from '@touchline/engine-embedded';
import type { Clock } from '@touchline/kernel';
import { MoveRefused, type MoveSource, type MoveTarget } from '@touchline/kernel/moving';

/** A place that a community can be moved to or from: a data folder, or the address of a database. */
export type Place = string;

export interface SideOptions {
  readonly clock: Clock;
  /** Where the keys of a community in PostgreSQL are, if not beside its log. */
  readonly keysDatabase?: string | undefined;
  /** What wraps the keys in PostgreSQL. */
  readonly master: () => Uint8Array;
}

export const isDatabase = (place: Place): boolean => /^postgres(ql)?:\/\//.test(place);

/** The master key in a data folder. */
export function masterIn(folder: string): Uint8Array {
  const secrets = join(folder, 'secrets');
  if (!existsSync(join(secrets, 'master.key')))
    throw new MoveRefused(
      `There is no master key in ${secrets}. Name the data folder that has it with --data DIR, or give it as TOUCHLINE_MASTER_KEY.`,
    );
  return fileSecrets(secrets).now('master');
}

export async function openSource(place: Place, options: SideOptions): Promise<MoveSource> {
  if (!isDatabase(place)) return folderSource(resolve(place));
  const { postgresMoveSource } = await import('@touchline/engine-postgres');
  return postgresMoveSource(databaseAt(place, options));
}

export async function openTarget(place: Place, options: SideOptions): Promise<MoveTarget> {
  if (!isDatabase(place)) return folderTarget(resolve(place), options.master());
  const { postgresMoveTarget } = await import('@touchline/engine-postgres');
  return postgresMoveTarget(databaseAt(place, options));
}

function databaseAt(place: Place, { keysDatabase, master, clock }: SideOptions) {
  if (!URL.canParse(place) || new URL(place).pathname.length < 2)
    throw new MoveRefused(
      'The address of a database looks like postgres://user:password@host:5432/name; this one does not.',
    );
  return {
    database: { url: place },
    ...(keysDatabase !== undefined && { keys: { url: keysDatabase } }),
    master: master(),
    clock,
  };
}
