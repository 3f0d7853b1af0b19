/** Where the reader wanted to go before logging in; never to another site. */
export function wantedPlace(to: string | null, here: string): string {
  if (!to?.startsWith('/') || !URL.canParse(to, here)) return '/';
  // As a browser reads it: `/\evil.example` and `/<tab>/evil.example` are other sites.
  const { origin, pathname, search, hash } = new URL(to, here);
  return origin === here ? pathname + search + hash : '/';
}
