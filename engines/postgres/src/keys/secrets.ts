import { newWrappedKey, unwrapKey } from '@touchline/kernel/engine';
import type { Secrets } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';

const nameMax = 64;

/** 32 random bytes per name, the same for every process, wrapped by the master key. In the key store's schema. */
export function postgresSecrets(database: Database, schema: string, master: Uint8Array): Secrets {
  const known = new Map<string, Promise<Uint8Array>>();

  async function look(name: string): Promise<Uint8Array> {
    const bound = `secret/${name}`;
    const [[wrapped] = []] = await database.write<[Buffer]>(`SELECT ${schema}.secret($1, $2)`, [
      name,
      newWrappedKey(master, bound),
    ]);
    return unwrapKey(master, bound, wrapped ?? Buffer.alloc(0));
  }

  return {
    async secret(name) {
      if (!/^[a-z][a-z0-9-]*$/.test(name) || name.length > nameMax)
        throw new Error(
          `A secret's name is lower case letters, digits and hyphens, at most ${nameMax}: ${name}`,
        );
      let secret = known.get(name);
      if (!secret) {
        secret = look(name);
        known.set(name, secret);
        // What failed is asked for anew.
        secret.catch(() => known.delete(name));
      }
      return secret;
    },
  };
}
