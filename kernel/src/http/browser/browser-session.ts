import type { Caller, CommandType } from '../../command.ts';
import type { Awaitable } from '../../look.ts';
import { header, type EdgeContext } from '../edge-request.ts';
import type { InputFault } from '../input-faults.ts';
import { knownProblem } from '../problem.ts';
import type { BrowserOptions } from './browser-options.ts';
import { foreignTo, ownOrigin, type OwnOrigin } from './own-origin.ts';
import { clearedCookies, cookieOf, keptCookie } from './session-cookies.ts';

/** What the edge does for sessions kept in cookies (HT30 … HT33). */
export interface BrowserSession {
  /** The access token of the request's cookie, the answer that refuses it, or nothing where there is no cookie. */
  token(c: EdgeContext, requestId: string): string | Response | undefined;
  /** Cookies of one command, when its request asks for them or was authorised by them. */
  exchange(c: EdgeContext, command: CommandType, requestId: string): CookieExchange | Response | undefined;
}

/** A command that makes, renews or ends what the cookies hold. */
export interface CookieExchange {
  /** The field of the input that stands in a cookie. */
  readonly fields: Readonly<Record<string, string>>;
  /** The body without the tokens, and the cookies that hold them. */
  kept(body: unknown): { readonly body: unknown; readonly cookies: readonly string[] };
  /** The cookies to set when it was refused, for `faults` of its input, too, or done without an answer. */
  after(status: number, faults?: readonly InputFault[]): Awaitable<readonly string[]>;
}

type Authenticate = (token: string) => Awaitable<Caller | undefined>;

export function browserSession(options: BrowserOptions, authenticate: Authenticate): BrowserSession {
  const own = (c: EdgeContext): OwnOrigin | undefined => ownOrigin(c, options.origin);

  /** Behind a wrong name the plain cookie may still be there: it is found, and refused. */
  const read = (c: EdgeContext, name: 'access' | 'refresh') =>
    cookieOf(header(c, 'cookie'), name, own(c)?.secure ?? false);

  function token(c: EdgeContext, requestId: string): string | Response | undefined {
    const found = read(c, 'access');
    if (found === undefined) return undefined;
    const foreign = foreignTo(own(c), c);
    return foreign ? knownProblem(foreign, requestId) : found;
  }

  function renewed(c: EdgeContext, requestId: string, secure: boolean) {
    const refreshToken = read(c, 'refresh');
    if (refreshToken) return { refreshToken };
    const answer = unauthenticated(requestId);
    for (const cookie of clearedCookies(secure)) answer.headers.append('set-cookie', cookie);
    return answer;
  }

  return {
    token,
    exchange(c, { tokens }, requestId) {
      if (tokens === undefined) return undefined;
      const asked = header(c, 'touchline-session') === 'cookie';
      const used = header(c, 'authorization') === undefined && read(c, 'access') !== undefined;
      if (!(tokens === 'ended' ? used : asked)) return undefined;
      const at = own(c);
      const foreign = foreignTo(at, c);
      if (!at || foreign) return knownProblem(foreign ?? 'no-own-origin', requestId);
      const { secure } = at;
      const fields = tokens === 'renewed' ? renewed(c, requestId, secure) : {};
      if (fields instanceof Response) return fields;
      return {
        fields,
        kept(body) {
          if (tokens === 'ended' || !isSignedIn(body)) return { body, cookies: [] };
          const { accessToken, refreshToken, ...rest } = body;
          const cookies = [
            keptCookie('access', accessToken, secure, options.keptS),
            keptCookie('refresh', refreshToken, secure, options.keptS),
          ];
          return { body: rest, cookies };
        },
        async after(status, faults = []) {
          // A refresh token that is no good will not become good again; what else is wrong is no fault of it.
          const isLost = status === 401 || faults.some(({ path }) => Object.hasOwn(fields, path));
          if (tokens === 'renewed') return isLost ? clearedCookies(secure) : [];
          if (tokens === 'issued' || status >= 400) return [];
          // Another session of the same person may have been ended, or this one.
          const holds = await authenticate(read(c, 'access') ?? '');
          return holds ? [] : clearedCookies(secure);
        },
      };
    },
  };
}

const unauthenticated = (requestId: string): Response =>
  knownProblem('unauthenticated', requestId, { headers: { 'www-authenticate': 'Bearer realm="touchline"' } });

interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const isSignedIn = (body: unknown): body is SignedIn =>
  typeof body === 'object' && body !== null && 'accessToken' in body && 'refreshToken' in body;
