import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CannotOpenStore, openAuthDatabase, openSqliteStores } from '#app/store/index.ts';
import { MIGRATIONS } from '../../src/store/migrations/sqlite/index.ts';
import { migrate } from '../../src/store/sqlite/migrate.ts';
import { openLog } from '../../src/store/sqlite/open-sqlite-stores.ts';
import { append, hash, link, login, NOW, summary, uuid } from './fixtures.ts';
import { afterTest, newFile, openSqlite, tamper } from './open.ts';

const newEpoch = () => 'e-1';
const EXPECTED_PRAGMAS = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5_000,
  wal_autocheckpoint: 1_000,
  journal_size_limit: 67_108_864,
  trusted_schema: 0,
  temp_store: 2,
  cell_size_check: 1,
};

function pragmasOf(database: Database.Database): Record<string, unknown> {
  return Object.fromEntries(Object.keys(EXPECTED_PRAGMAS).map((name) => [name, database.pragma(name, { simple: true })]));
}

function closing<T extends { close(): unknown }>(database: T): T {
  afterTest(() => void database.close());
  return database;
}

const tablesOf = (database: Database.Database) =>
  database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all();

async function fileWithOneEvent(): Promise<string> {
  const file = newFile();
  const { stores } = openSqlite(file);
  await stores.events.append(append(uuid(1), 0));
  await stores.close();
  return file;
}

describe('opening the log', () => {
  it('[ES41] the connection has every pragma that durability rests on', () => {
    expect(pragmasOf(closing(openLog({ file: newFile(), newEpoch })))).toEqual(EXPECTED_PRAGMAS);
  });

  it('[ES41] a file that cannot be kept in write-ahead mode is refused', () => {
    expect(() => openSqliteStores({ file: ':memory:', newEpoch })).toThrow(/reports journal_mode as memory where wal is needed/);
  });

  it('[ES42] a file of another program is refused and left unchanged', () => {
    const file = newFile();
    tamper(file, 'CREATE TABLE recipes(name TEXT)');
    const before = readFileSync(file);
    expect(() => openSqliteStores({ file, newEpoch })).toThrow(CannotOpenStore);
    expect(() => openSqliteStores({ file, newEpoch })).toThrow(/belongs to another program/);
    expect(readFileSync(file)).toEqual(before);

    const marked = newFile();
    tamper(marked, 'PRAGMA application_id = 77');
    expect(() => openSqliteStores({ file: marked, newEpoch })).toThrow(/belongs to another program/);
  });

  it('[ES43] a file of a newer schema is refused with the remedy', async () => {
    const file = await fileWithOneEvent();
    tamper(file, 'PRAGMA user_version = 99');
    expect(() => openSqliteStores({ file, newEpoch })).toThrow(/written by a newer Assay \(schema 99; .*Start the newer version/);
  });

  it('[ES44] a file with a damaged page is refused', async () => {
    const file = await fileWithOneEvent();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096, 8192);
    writeFileSync(file, bytes);
    expect(() => openSqliteStores({ file, newEpoch })).toThrow(/is damaged .*restore the newest backup/);
  });

  it('[ES44] a file that is no database, and a folder that does not exist, are refused', () => {
    const file = newFile();
    writeFileSync(file, 'not a database, but long enough to be looked at as one. '.repeat(20));
    expect(() => openSqliteStores({ file, newEpoch })).toThrow(CannotOpenStore);
    expect(() => openSqliteStores({ file: join(dirname(file), 'none', 'assay.sqlite'), newEpoch })).toThrow(/Check that its folder exists/);
  });

  it('[ES53] the epoch outlives a restart and is asked for once', async () => {
    const file = newFile();
    const epochs = ['first', 'second'];
    const open = () => closing(openSqliteStores({ file, newEpoch: () => epochs.shift() ?? 'none left' }));
    const one = open();
    expect(await one.events.epoch()).toBe('first');
    await one.close();
    const two = open();
    expect(await two.events.epoch()).toBe('first');
    expect(epochs).toEqual(['second']);
  });
});

describe('migrations', () => {
  const newest = MIGRATIONS.length;
  const next = { schema: newest + 1, sql: 'CREATE TABLE later(x INTEGER) STRICT; INSERT INTO later VALUES (1)' };

  it('[ES45] a new file gets the newest schema, and there is nothing to copy', () => {
    const file = newFile();
    const database = closing(openLog({ file, newEpoch }));
    expect(database.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
    expect(tablesOf(database)).toContain('event');
    expect(existsSync(`${file}.schema-0.backup`)).toBe(false);
    expect(MIGRATIONS.map((migration) => migration.schema)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  it('[ES45] an older file is copied before it is migrated', async () => {
    const file = await fileWithOneEvent();
    const database = closing(openLog({ file, newEpoch }));
    migrate(database, [...MIGRATIONS, next]);
    expect(database.pragma('user_version', { simple: true })).toBe(newest + 1);
    expect(tablesOf(database)).toContain('later');
    const copy = `${file}.schema-${newest}.backup`;
    expect(existsSync(`${copy}.tmp`)).toBe(false);
    const restored = closing(openSqliteStores({ file: copy, newEpoch }));
    expect(await restored.events.read(uuid(1))).toHaveLength(1);
    expect(await restored.check()).toEqual([]);
  });

  it('[ES45] a migration that fails leaves the schema before it, and can be done again', async () => {
    const file = await fileWithOneEvent();
    const database = closing(openLog({ file, newEpoch }));
    expect(() => migrate(database, [...MIGRATIONS, { ...next, sql: `${next.sql}; INSERT INTO nowhere VALUES (1)` }])).toThrow('nowhere');
    expect(database.pragma('user_version', { simple: true })).toBe(newest);
    expect(tablesOf(database)).not.toContain('later');
    migrate(database, [...MIGRATIONS, next]);
    expect(database.prepare('SELECT x FROM later').pluck().all()).toEqual([1]);
    migrate(database, [...MIGRATIONS, next]);
    expect(database.prepare('SELECT x FROM later').pluck().all()).toEqual([1]);
  });
});

describe('what stands in the file', () => {
  it('[ES52] neither a token nor a login value', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    await stores.access.addLink(link('raw-token-value'));
    await stores.access.exchange({
      tokenHash: hash('raw-token-value'),
      login: login('raw-login-value'),
      deviceLoginHash: null,
      nowMs: NOW,
    });
    const wal = readFileSync(`${file}-wal`, 'latin1');
    expect(wal).toContain(hash('raw-token-value'));
    await stores.close();
    const all = wal + readFileSync(file, 'latin1');
    expect(all).not.toContain('raw-token-value');
    expect(all.replaceAll('nonce of raw-login-value', '')).not.toContain('raw-login-value');
  });

  it('[ES55] check is silent about a sound file and names gaps, strays and rows that are ahead', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    for (const version of [0, 1, 2])
      await stores.events.append(append(uuid(1), version, { summary: summary(uuid(1), { version: version + 1 }) }));
    await stores.events.nextGeneration(uuid(2));
    expect(await stores.check()).toEqual([]);
    tamper(file, `DELETE FROM event WHERE seq = 2; UPDATE screen_summary SET body = json_set(body, '$.version', 9)`);
    expect(await stores.check()).toEqual([
      `Stream ${uuid(1)} does not hold exactly the events that its version promises.`,
      `The summary of screen ${uuid(1)} is ahead of its stream; rebuild the summaries.`,
    ]);
    tamper(file, 'DELETE FROM stream');
    expect((await stores.check()).join(' ')).toMatch(/Row 1 of event refers to a row that does not exist/);
  });

  it('[ES56] check names a stream whose events do not follow one another', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    for (const stream of [uuid(1), uuid(2)]) for (const version of [0, 1, 2]) await stores.events.append(append(stream, version));
    tamper(file, 'UPDATE stream SET newest = 2 WHERE ordinal = 1; UPDATE event SET previous = 99 WHERE position = 6');
    expect(await stores.check()).toEqual([
      `The events of stream ${uuid(1)} do not follow one another.`,
      `The events of stream ${uuid(2)} do not follow one another.`,
    ]);
  });

  it('[ES56] two events cannot follow the same one, and a stream cannot begin twice', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    for (const version of [0, 1]) await stores.events.append(append(uuid(1), version));
    const fork = (previous: string, seq: number) => () =>
      tamper(file, `INSERT INTO event(previous, stream, seq, format, body) VALUES (${previous}, 1, ${seq}, 1, '{}')`);
    expect(fork('1', 2)).toThrow(/UNIQUE constraint failed: event.previous/);
    expect(fork('NULL', 1)).toThrow(/UNIQUE constraint failed: event.stream/);
    expect(fork('NULL', 3)).toThrow(/CHECK constraint failed/);
  });
});

describe('the staff database', () => {
  it('[ES54] is as durable as the log, and is never taken for it', () => {
    const staff = newFile('staff.sqlite');
    const database = openAuthDatabase(staff);
    expect(pragmasOf(database)).toEqual(EXPECTED_PRAGMAS);
    database.exec('CREATE TABLE user(id TEXT PRIMARY KEY)');
    database.close();
    closing(openAuthDatabase(staff));
    expect(() => openSqliteStores({ file: staff, newEpoch })).toThrow(/belongs to another program/);

    const log = newFile();
    closing(openLog({ file: log, newEpoch }));
    expect(() => openAuthDatabase(log)).toThrow(/belongs to another program/);
  });
});
