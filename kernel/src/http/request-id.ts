/** The place of an event names what policies do for it (PO5): who sent one would be shown among its effects. */
const sane = /^(?![0-9]+\.[0-9]+$)[A-Za-z0-9._-]{1,64}$/;

/** The client's `X-Request-Id` when it is sane (HT4). */
export const sentRequestId = (value: string | undefined): string | undefined =>
  value !== undefined && sane.test(value) ? value : undefined;

/** Ids for requests that came without one: a prefix per process and a count, which costs next to nothing. */
export function requestIds(newId: () => string): () => string {
  const prefix = `${newId().slice(-10)}-`;
  let count = 0;
  return () => prefix + (count++).toString(36);
}
