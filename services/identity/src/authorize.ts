import type { Caller } from '@touchline/kernel';

export type Action = 'see-account' | 'change-account' | 'see-sessions' | 'end-session' | 'import-account';

/** The one place that says who may do what here: people their own, administrators the import. */
export function authorize(
  viewer: Pick<Caller, 'actor' | 'roles'>,
  action: Action,
  resource: { readonly account: string | null },
): boolean {
  switch (action) {
    case 'import-account':
      return viewer.roles.includes('administrator');
    case 'see-account':
    case 'change-account':
    case 'see-sessions':
    case 'end-session':
      return Boolean(viewer.actor) && viewer.actor === resource.account;
  }
}
