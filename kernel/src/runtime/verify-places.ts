import type { ViewTable } from '../ports/index.ts';
import { readable } from './readable.ts';
import type { Compare, Difference, Note } from './difference.ts';
import type { Group } from './verify-rows.ts';

type Place = readonly [by: string | number, key: string];

interface Pending extends Group {
  readonly after?: { readonly by: string | number; readonly key: string };
}

const stepPlaces = 10_000;

/** Compares groups of indexes, some thousand places at a time. */
export async function verifyPlaces(
  { store, live, fresh, differences }: Compare,
  groups: ReadonlyMap<string, Group>,
  note: Note,
): Promise<void> {
  async function placesOf(table: ViewTable, { index, group, after }: Pending): Promise<readonly Place[]> {
    const page = { index, group, direction: 'ascending', limit: stepPlaces, keysOnly: true } as const;
    const rows = await store.range(table, { ...page, ...(after && { after }) });
    return rows.map(({ by, key }) => [by, key]);
  }

  for (let pending: Pending[] = [...groups.values()]; pending.length > 0;) {
    let rest: Pending[] = [];
    const found = await differences(async () => {
      const step: Difference[] = [];
      let done = 0;
      let left: Pending[] = [];
      for (let places = 0; places < stepPlaces && done < pending.length; done++) {
        const one = pending[done] as Pending;
        const expected = await placesOf(fresh, one);
        const differing = await readable(async () =>
          differingPlaces(one, expected, await placesOf(live, one)),
        );
        step.push(...differing);
        places += expected.length + 1;
        const last = expected.at(-1);
        // From a first difference on pages no longer lie beside each other; one is enough to know.
        if (expected.length === stepPlaces && last && differing.length === 0)
          left = [{ ...one, after: { by: last[0], key: last[1] } }];
      }
      rest = [...left, ...pending.slice(done)];
      return step;
    });
    if (!note(found)) return;
    pending = rest;
  }
}

function differingPlaces(
  { index, group }: Group,
  expected: readonly Place[],
  found: readonly Place[],
): Difference[] {
  const texts = (places: readonly Place[]): string[] => places.map((place) => JSON.stringify(place));
  const [want, have] = [new Set(texts(expected)), new Set(texts(found))];
  const where = (place: string): string => `${index} ${group} ${place}`;
  return [
    ...[...want.difference(have)].map((place) => ({ where: where(place), what: 'missing' as const })),
    ...[...have.difference(want)].map((place) => ({ where: where(place), what: 'left over' as const })),
  ];
}
