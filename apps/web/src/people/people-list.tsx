import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { PagePath } from '../api/paths.ts';
import { t } from '../i18n/locale.ts';
import { type PagedList, pagedList } from '../store/paged-list.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import { Loading } from '../ui/loading.tsx';
import { PersonRow } from './person-row.tsx';

export interface Listed {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly since: string;
}

interface Props {
  readonly path: PagePath;
  /** Another one is another list. */
  readonly name: string;
  readonly empty: ComponentChildren;
  readonly action?: (person: Listed, list: PagedList<Listed>) => ComponentChildren;
}

/** People, a page at a time. */
export function PeopleList({ path, name, empty, action }: Props) {
  const list = useMemo(
    () =>
      pagedList<Listed, Listed>({
        path,
        take: (items) => items,
        same: (a, b) => a.id === b.id,
        pageSize: 50,
      }),
    [name],
  );
  useEffect(() => void list.load(), [list]);
  const { rows, state, fault, hasMore } = list;
  if (state.value === 'failed') return <FaultNote error={fault.value} retry={() => void list.load()} />;
  if (rows.value.length === 0 && state.value !== 'ready') return <Loading cards={1} />;
  if (rows.value.length === 0 && !hasMore.value) return <>{empty}</>;
  return (
    <>
      <ul class="card people">
        {rows.value.map((person) => (
          <PersonRow key={person.id} person={person} action={action?.(person, list)} />
        ))}
      </ul>
      {hasMore.value && (
        <p class="end">
          <button type="button" class="btn" onClick={() => void list.more()}>
            {t('list.more')}
          </button>
        </p>
      )}
    </>
  );
}
