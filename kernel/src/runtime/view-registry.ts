import type { ViewType } from '../view.ts';

/** Which builds of a view there are. Kept beside their rows, so that it is lost with them and never without. */
export interface Registry {
  readonly version: number;
  readonly live: number;
  readonly previous: number | null;
  readonly next: number;
  /** To be dropped: what is being built until it is live, and what is no longer wanted. */
  readonly unwanted: readonly BuildNumber[];
  /** How the tables of this version are made. */
  readonly shape?: Shape;
  /** The live build has not read the log to its end once: nobody is shown half of it (VW15). */
  readonly filling?: true;
  /** What is read instead: the rows of an earlier version, as they stood when it stopped (VW16). */
  readonly standIn?: StandIn;
}

/** Where the registry of a view is kept. */
export const registryDocument = (view: string): string => `builds:${view}`;

export interface BuildNumber {
  readonly version: number;
  readonly number: number;
}

interface Shape {
  readonly indexes: readonly string[];
  readonly search: boolean;
}

export type StandIn = BuildNumber & Shape;

export const same = (a: BuildNumber, b: BuildNumber | undefined): boolean =>
  a.version === b?.version && a.number === b.number;

/** What was stored, brought to the version that is declared today. */
export function registryOf(stored: string | undefined, view: ViewType): Registry {
  const { version } = view;
  const shape = { indexes: Object.keys(view.indexes), search: view.search !== undefined };
  if (stored === undefined)
    return { version, shape, live: 1, previous: null, next: 2, unwanted: [], filling: true };
  const before = JSON.parse(stored) as Registry;
  if (before.version === version) return { ...before, shape };

  const served = before.filling
    ? before.standIn
    : before.shape && { version: before.version, number: before.live, ...before.shape };
  const kept = served && (served.version === version || canStandIn(served, view)) ? served : undefined;
  const unwanted = [...before.unwanted, ...buildsOf(before).filter((one) => !same(one, kept))];
  // Back at the version whose rows still stand: they go on from where they are.
  if (kept?.version === version)
    return { version, shape, live: kept.number, previous: null, next: before.next, unwanted };
  const next = { version, shape, live: before.next, previous: null, next: before.next + 1, unwanted };
  return { ...next, filling: true, ...(kept && { standIn: kept }) };
}

/** Only where the author said so, and where every index that is asked for is there. */
const canStandIn = ({ version, indexes, search }: StandIn, view: ViewType): boolean =>
  view.canServe.includes(version) &&
  Object.keys(view.indexes).every((index) => indexes.includes(index)) &&
  (search || view.search === undefined);

/** Nothing of what there is counts any more: the view is built from the beginning, and nobody is shown half of it. */
export function begunAnew(before: Registry): Registry {
  const { standIn: _, ...kept } = before;
  const unwanted = [...before.unwanted, ...buildsOf(before)];
  return { ...kept, live: before.next, previous: null, next: before.next + 1, unwanted, filling: true };
}

const buildsOf = ({ version, live, previous, standIn }: Registry): BuildNumber[] =>
  [live, previous]
    .flatMap((number) => (number === null ? [] : [{ version, number }]))
    .concat(standIn ? [{ version: standIn.version, number: standIn.number }] : []);

/** All whose rows may be there. */
export const everyBuildOf = (registry: Registry): readonly BuildNumber[] => [
  ...buildsOf(registry),
  ...registry.unwanted,
];

/** With a build of today's version that is to be dropped. */
export const unwantedToo = (
  { unwanted }: Registry,
  { version }: ViewType,
  number: number,
): readonly BuildNumber[] => [...unwanted, { version, number }];

/** What stood in goes. */
export function withoutStandIn(registry: Registry): Registry {
  const { standIn, ...now } = registry;
  if (!standIn) return now;
  const { version, number } = standIn;
  return { ...now, unwanted: [...now.unwanted, { version, number }] };
}

/** Nothing else is read any more than what is live. */
export function filled(registry: Registry): Registry {
  const { filling: _, ...now } = withoutStandIn(registry);
  return now;
}
