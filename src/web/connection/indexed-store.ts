import { createMemoryStore } from './memory-store.ts';
import type { DeviceStore, LocalDraft, OutboxEntry } from './surroundings.ts';

const DATABASE = 'assay';
const TABLES = ['outbox', 'drafts', 'epoch'] as const;
type Table = (typeof TABLES)[number];

/**
 * The store of one screen in IndexedDB. Rows are keyed by screen and id, so screens of one browser do not meet. When the
 * browser refuses (private window, quota), the rest goes to memory and `isDurable` says so: typing must never fail.
 */
export async function openDeviceStore(screenId: string): Promise<DeviceStore> {
  const memory = createMemoryStore();
  let database: IDBDatabase;
  try {
    database = await openDatabase();
  } catch (error) {
    if (error instanceof DOMException) return memory;
    throw error;
  }
  let isDurable = true;
  const range = IDBKeyRange.bound([screenId, ''], [screenId, '\uffff']);

  async function write(table: Table, change: (rows: IDBObjectStore) => void, inMemory: () => Promise<void>): Promise<void> {
    await inMemory();
    try {
      await done(database, table, change);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      isDurable = false;
    }
  }

  const put = (table: Table, id: string, row: unknown, inMemory: () => Promise<void>) =>
    write(table, (rows) => rows.put(row, [screenId, id]), inMemory);
  const remove = (table: Table, id: string, inMemory: () => Promise<void>) => write(table, (rows) => rows.delete([screenId, id]), inMemory);

  return {
    isDurable: () => isDurable,
    async load() {
      const [outbox, drafts, epochs] = await Promise.all([
        all<OutboxEntry>(database, 'outbox', range),
        all<LocalDraft>(database, 'drafts', range),
        all<string>(database, 'epoch', range),
      ]);
      return { outbox, drafts, epoch: epochs[0] ?? null };
    },
    putEntry: (entry) => put('outbox', entry.cid, entry, () => memory.putEntry(entry)),
    deleteEntry: (cid) => remove('outbox', cid, () => memory.deleteEntry(cid)),
    putDraft: (draft) => put('drafts', draft.slot, draft, () => memory.putDraft(draft)),
    deleteDraft: (slot) => remove('drafts', slot, () => memory.deleteDraft(slot)),
    putEpoch: (epoch) => put('epoch', 'epoch', epoch, () => memory.putEpoch(epoch)),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      for (const table of TABLES) request.result.createObjectStore(table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(database: IDBDatabase, table: Table, change: (rows: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(table, 'readwrite');
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    change(transaction.objectStore(table));
  });
}

function all<Row>(database: IDBDatabase, table: Table, range: IDBKeyRange): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(table, 'readonly').objectStore(table).getAll(range);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
