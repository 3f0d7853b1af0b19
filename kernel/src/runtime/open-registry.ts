import { Fault } from '../fault.ts';
import type { ViewStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { sharedDocument } from './shared-document.ts';
import { filled, registryDocument, registryOf, type Registry } from './view-registry.ts';

/** The builds of a view, as the store and every process on it know them. `isEmpty`: there is no event yet. */
export async function openRegistry(store: ViewStore, view: ViewType, isEmpty: boolean) {
  let known: Registry | undefined;
  let isOvertaken = false;
  const registry = await sharedDocument<Registry>(store, registryDocument(view.name), {
    read(text) {
      const found = registryOf(text, view);
      // Once it runs, another version is another process's: it is not to be taken back from it.
      isOvertaken = known !== undefined && text !== undefined && versionOf(text) !== view.version;
      if (isOvertaken)
        throw new Fault('contention', `${view.name} is kept in another version by another process.`, {
          retryable: false,
        });
      return (known = found.filling && isEmpty ? filled(found) : found);
    },
    write: (now) => JSON.stringify(now),
  });
  /** A process with another version of the view has begun: what is there serves here until it is gone. */
  return { registry, isOvertaken: () => isOvertaken };
}

const versionOf = (text: string): number => (JSON.parse(text) as Registry).version;
