import { feed } from '@touchline/feed';
import { graph } from '@touchline/graph';
import {
  authenticator,
  endedSessions,
  identityParts,
  identityService,
  sessionChecks,
  type Authenticate,
} from '@touchline/identity';
import type { Awaitable, Caller, Clock, Service } from '@touchline/kernel';
import type { Secrets } from '@touchline/kernel/ports';
import type { Host } from '@touchline/kernel/runtime';
import { milestones } from '@touchline/milestones';
import { operations } from '@touchline/operations';
import { people } from '@touchline/people';
import { posts } from '@touchline/posts';
import { serviceNames, type ServiceName } from './service-names.ts';

/** The services of this process, and how tokens are checked once they run. */
export interface Services {
  readonly services: readonly Service[];
  authenticate(host: Host): Authenticate;
  /** Whether the session of a caller who was authenticated before still stands. */
  stillStands(host: Host): (caller: Caller) => Awaitable<boolean>;
}

const scope = { issuer: 'touchline', audience: 'touchline' } as const;

export async function servicesOf(
  secrets: Secrets,
  clock: Clock,
  names: readonly ServiceName[] = serviceNames,
): Promise<Services> {
  const parts = await identityParts({ secrets, clock, ...scope });
  const identity = identityService(parts);
  const endedIn = (host: Host) => {
    const ended = host.runtimes.get(identity.name)?.look.memory(endedSessions);
    if (!ended) throw new TypeError('identity does not run here');
    return ended;
  };
  const all: Readonly<Record<ServiceName, Service>> = { identity, people, graph, posts, feed, milestones };
  const named = names.map((name) => all[name]);
  return {
    // Every process checks sessions and records what operators do by itself.
    services: [...(named.includes(identity) ? named : [sessionChecks, ...named]), operations],
    authenticate(host) {
      const ended = endedIn(host);
      const { jwks } = parts.accessTokens;
      return authenticator({
        jwks,
        clock,
        ...scope,
        isEnded: (session, account) => ended.isEnded(session, account),
      });
    },
    stillStands(host) {
      const ended = endedIn(host);
      return async ({ actor, session }) => session === null || !(await ended.isEnded(session, actor ?? ''));
    },
  };
}
