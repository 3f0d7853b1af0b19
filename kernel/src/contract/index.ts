/** The contract documents, made from declarations. */
export { asyncApi } from './async-api.ts';
export type { ContractInfo } from './contract-info.ts';
export { openApi } from './open-api.ts';
