import { viewLimits, type Ledger, type ParkedEvent } from '../ports/index.ts';

/** The part of the ledger that is a service's own: names of two services never meet. */
export function serviceLedger(ledger: Ledger, service: string): Ledger {
  const prefix = `${service}/`;
  const own = (name: string): string => prefix + name;
  const shown = (event: ParkedEvent): ParkedEvent => ({
    ...event,
    consumer: event.consumer.slice(prefix.length),
  });
  return {
    commit: ({ consumer, park, ...rest }) =>
      ledger.commit({
        ...rest,
        consumer: own(consumer),
        ...(park && { park: park.map((event) => ({ ...event, consumer: own(event.consumer) })) }),
      }),
    lastCommit: (consumer) => ledger.lastCommit(own(consumer)),
    cursors: (consumer, partitions) => ledger.cursors(own(consumer), partitions),
    resetCursors: (consumer) => ledger.resetCursors(own(consumer)),
    async parked(consumer, limit = viewLimits.parkedMax) {
      if (consumer !== undefined) return (await ledger.parked(own(consumer), limit)).map(shown);
      const all = await ledger.parked(undefined, viewLimits.parkedMax);
      return all
        .filter((event) => event.consumer.startsWith(prefix))
        .slice(0, limit)
        .map(shown);
    },
    document: (name) => ledger.document(own(name)),
    putDocument: (name, json, only) => ledger.putDocument(own(name), json, only),
  };
}
