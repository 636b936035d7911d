import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrations/sqlite/index.ts';
import { backUp } from './back-up.ts';

/**
 * Brings a file to the newest schema, one transaction for each migration, so that a stop in between leaves a whole schema of
 * some number. A file that holds data of an older schema is first copied to `<file>.schema-<number>.backup`.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const schema = schemaOf(database);
  const newest = migrations.at(-1)?.schema ?? 0;
  if (schema > 0 && schema < newest) backUp(database, `${database.name}.schema-${schema}.backup`);
  for (const migration of migrations) apply(database, migration);
}

function apply(database: Database, { schema, sql }: Migration): void {
  const migration = database.transaction(() => {
    // Read inside the transaction: another process may have been faster.
    if (schemaOf(database) >= schema) return;
    database.exec(sql);
    database.pragma(`user_version = ${schema}`);
  });
  migration.immediate();
}

function schemaOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
