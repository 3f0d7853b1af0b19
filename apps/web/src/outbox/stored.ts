/** A small keyed store in the browser, shared by its tabs. Without one (private windows) it holds nothing. */
export interface Stored {
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  get(key: string): Promise<unknown>;
  all(): Promise<readonly unknown[]>;
  clear(): Promise<void>;
}

const version = 1;
const names = ['outbox', 'pages'] as const;

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('touchline', version);
    request.addEventListener('upgradeneeded', () => {
      for (const name of names) request.result.createObjectStore(name);
    });
    request.addEventListener('success', () => {
      // A newer page in another tab may need to change the store.
      request.result.addEventListener('versionchange', () => request.result.close());
      resolve(request.result);
    });
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB did not open.')));
  });
  return opening;
}

export function stored(name: (typeof names)[number]): Stored {
  async function run<Result>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    const db = await open();
    const transaction = db.transaction(name, mode);
    const request = work(transaction.objectStore(name));
    return new Promise<Result>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(request.result));
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('Not stored.')));
    });
  }
  const nothing = (): undefined => undefined;
  return {
    put: (key, value) => run('readwrite', (store) => store.put(value, key)).then(nothing, nothing),
    remove: (key) => run('readwrite', (store) => store.delete(key)).then(nothing, nothing),
    get: (key) => run<unknown>('readonly', (store) => store.get(key) as IDBRequest<unknown>).catch(nothing),
    all: () => run<unknown[]>('readonly', (store) => store.getAll() as IDBRequest<unknown[]>).catch(() => []),
    clear: () => run('readwrite', (store) => store.clear()).then(nothing, nothing),
  };
}
