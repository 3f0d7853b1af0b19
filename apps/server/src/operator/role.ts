import type { Caller } from '@touchline/kernel';

/** What somebody may do here: look, act on what runs, or also decide about people and see what is personal. */
export type Role = 'viewer' | 'operator' | 'administrator';

const ranks: readonly Role[] = ['viewer', 'operator', 'administrator'];

/** The roles of tokens that mean something here. The key of the server opens every door. */
const roles: Readonly<Record<string, Role>> = {
  operator: 'administrator',
  administrator: 'administrator',
  'console-operator': 'operator',
  'console-viewer': 'viewer',
};

/** The highest one; `undefined` for everybody else. */
export const roleOf = (caller: Pick<Caller, 'roles'>): Role | undefined =>
  ranks.findLast((rank) => caller.roles.some((role) => roles[role] === rank));

export const mayAs = (role: Role, needs: Role): boolean => ranks.indexOf(role) >= ranks.indexOf(needs);
