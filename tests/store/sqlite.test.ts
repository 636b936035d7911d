import { describeStores } from './contract.ts';
import { openSqlite } from './open.ts';

describeStores('SQLite', () => openSqlite());
