import type { NewEvent, ViewType } from '@touchline/kernel';
import { recorded, rowsAfter } from '@touchline/kernel/testing';

export const at = '2026-05-01T12:00:00.000Z';

/** The rows of a view by key, after some events in short form, each recorded at the same instant. */
export const rowsOf = <Row extends object>(
  view: ViewType<Row>,
  events: readonly NewEvent[],
): Record<string, Row> =>
  Object.fromEntries(
    rowsAfter(
      view,
      events.map((event) => recorded(event, { at })),
    ),
  );
