import { systemClock, type Service } from '@touchline/kernel';
import { servicesOf } from './services.ts';

// Declarations do not depend on the keys; no data folder is opened for this.
const secrets = { secret: async () => new Uint8Array(32).fill(7) };

/** All services as they are declared, for documents that are made from them. They cannot be run. */
export async function declaredServices(): Promise<readonly Service[]> {
  return (await servicesOf(secrets, systemClock)).services;
}
