import { feed } from '@touchline/feed';
import { graph } from '@touchline/graph';
import {
  authenticator,
  endedSessions,
  identityParts,
  identityService,
  type Authenticate,
} from '@touchline/identity';
import type { Clock, Service } from '@touchline/kernel';
import type { Secrets } from '@touchline/kernel/ports';
import type { Host } from '@touchline/kernel/runtime';
import { people } from '@touchline/people';
import { posts } from '@touchline/posts';

/** The services of this process, and how tokens are checked once they run. */
export interface Services {
  readonly services: readonly Service[];
  authenticate(host: Host): Authenticate;
}

const scope = { issuer: 'touchline', audience: 'touchline' } as const;

export async function servicesOf(secrets: Secrets, clock: Clock): Promise<Services> {
  const parts = await identityParts({ secrets, clock, ...scope });
  const identity = identityService(parts);
  return {
    services: [identity, people, graph, posts, feed],
    authenticate(host) {
      const ended = host.runtimes.get(identity.name)?.look.memory(endedSessions);
      if (!ended) throw new TypeError('identity does not run here');
      const { jwks } = parts.accessTokens;
      return authenticator({
        jwks,
        clock,
        ...scope,
        isEnded: (session, account) => ended.isEnded(session, account),
      });
    },
  };
}
