import type { Service } from '@touchline/kernel';
import { asyncApi, openApi } from '@touchline/kernel/contract';
import { operatorPaths } from './operator/operator-paths.ts';
import { version } from './version.ts';

const info = { title: 'Touchline', version };

/** The public contract: what the services declare, and the operator's routes. */
export function contractDocuments(services: readonly Service[]): { openApi: object; asyncApi: object } {
  const declared: { paths?: object } = openApi(services, info);
  return {
    openApi: { ...declared, paths: { ...declared.paths, ...operatorPaths } },
    asyncApi: asyncApi(services, info),
  };
}
