/** The address of the ledger with a filter and an event that is looked at. */
export function ledgerHrefOf(q: string, at: string | undefined): string {
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  if (at !== undefined) query.set('at', at);
  return query.size === 0 ? '/console/ledger' : `/console/ledger?${query.toString()}`;
}
