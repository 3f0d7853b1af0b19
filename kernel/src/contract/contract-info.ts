/** What the heads of the contract documents say. */
export interface ContractInfo {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}
