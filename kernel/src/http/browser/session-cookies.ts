/** The two cookies of a browser session. */
export type CookieName = 'access' | 'refresh';

/**
 * `__Host-`: only this host, over TLS, for all paths; no neighbour and no plain connection can set it. Browsers refuse
 * the prefix without `Secure`, and some refuse `Secure` on http://localhost: there the names are plain.
 */
const nameOf = (name: CookieName, secure: boolean): string => `${secure ? '__Host-' : ''}touchline-${name}`;

const safe = /^[A-Za-z0-9._~+/=-]{1,2048}$/;

/** The value of a cookie; empty where it is none of ours, or stands twice: then somebody else set one of them. */
export function cookieOf(header: string | undefined, name: CookieName, secure: boolean): string | undefined {
  if (header === undefined || !header.includes('touchline-')) return undefined;
  const prefix = `${nameOf(name, secure)}=`;
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix));
  if (found.length === 0) return undefined;
  const value = found[0]?.slice(prefix.length) ?? '';
  return found.length === 1 && safe.test(value) ? value : '';
}

export const keptCookie = (name: CookieName, value: string, secure: boolean, keptS: number): string =>
  `${nameOf(name, secure)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${keptS}${secure ? '; Secure' : ''}`;

/** Both cookies, to be forgotten. */
export const clearedCookies = (secure: boolean): readonly string[] =>
  (['access', 'refresh'] as const).map((name) => keptCookie(name, '', secure, 0));
