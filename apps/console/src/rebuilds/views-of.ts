import type { ReadViewStatus } from '../api/shapes.ts';

type Reader = ReadViewStatus['services'][number]['readers'][number];
type View = Extract<Reader, { readonly kind: 'view' }>;

export type NamedView = View & { readonly target: string };

/** All views that can be rebuilt, as `service/view`. */
export const viewsOf = ({ services }: ReadViewStatus): readonly NamedView[] =>
  services.flatMap(({ service, readers }) =>
    readers.flatMap((one) => (one.kind === 'view' ? [{ ...one, target: `${service}/${one.name}` }] : [])),
  );
