import type { ReadServices } from '../api/shapes.ts';

export type Service = ReadServices['services'][number];

/** Events of one service that another one reads. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
}

/** All types that something of a service reads. */
export const readsOf = ({ views, memoryViews, policies, live }: Service): ReadonlySet<string> =>
  new Set([...views, ...memoryViews, ...policies, ...live].flatMap(({ reads }) => reads));

/** Who publishes a type. */
export function ownerOf(services: readonly Service[], type: string): string | undefined {
  return services.find(({ streams }) => streams.some(({ events }) => events.includes(type)))?.name;
}

/** Which events go from which service to which, by the declarations. */
export function flowsOf(services: readonly Service[]): Flow[] {
  const flows: Flow[] = [];
  for (const reader of services) {
    const reads = readsOf(reader);
    for (const owner of services) {
      if (owner === reader) continue;
      const own = new Set(owner.streams.flatMap(({ events }) => events));
      const types = [...reads].filter((type) => own.has(type));
      if (types.length > 0) flows.push({ from: owner.name, to: reader.name, types });
    }
  }
  return flows;
}
