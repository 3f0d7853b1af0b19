import type { Caller } from '@touchline/kernel';

export type Action =
  | 'see-account'
  | 'change-account'
  | 'see-sessions'
  | 'end-session'
  | 'close-account'
  | 'erase-account'
  | 'import-account'
  | 'administer-accounts';

/** The one place that says who may do what here: people their own, administrators imports, erasures, others' accounts. */
export function authorize(
  viewer: Pick<Caller, 'actor' | 'roles'>,
  action: Action,
  resource: { readonly account: string | null },
): boolean {
  switch (action) {
    case 'import-account':
    case 'erase-account':
    case 'administer-accounts':
      return viewer.roles.includes('administrator');
    case 'see-account':
    case 'change-account':
    case 'see-sessions':
    case 'end-session':
    case 'close-account':
      return Boolean(viewer.actor) && viewer.actor === resource.account;
  }
}
