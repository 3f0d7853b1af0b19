/** An account as `GET /v1/admin/accounts` tells it (ListedAccount of the contract). */
export interface Account {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly suspended: boolean;
  readonly registeredAt: string;
}

export const roleTexts: Readonly<Record<string, string>> = {
  administrator: 'administrator',
  'console-operator': 'operator',
  'console-viewer': 'viewer',
};
