export { CannotOpenStore } from './cannot-open-store.ts';
export { DamagedRecord } from './damaged-record.ts';
export { type MemoryStoresOptions, openMemoryStores } from './memory/open-memory-stores.ts';
export { openAuthDatabase } from './sqlite/open-auth-database.ts';
export { openSqliteStores, type SqliteStoresOptions } from './sqlite/open-sqlite-stores.ts';
export { StoreFailed, type StoreFault } from './store-failed.ts';
export type { DraftRevisions, Stores } from './stores.ts';
