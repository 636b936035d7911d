import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/store/migrations/sqlite/index.ts';
import { append, call, gradeJob, NOW, uuid } from './fixtures.ts';
import { FORMAT_1_GRADE } from './format-1-event.ts';
import { newFile, openSqlite, tamper } from './open.ts';

const A = uuid(1);
const LIFTED = { type: 'AnswerGraded', grade: { passes: [FORMAT_1_GRADE.grade.grader], costMicroUsd: null } };

const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

/** A file as the first release left it: an event of format 1, a job in the hands of a worker, and one that was tried before. */
function fileOfSchema1(): string {
  const file = newFile();
  const payload = quoted(gradeJob('').payload);
  tamper(
    file,
    `PRAGMA journal_mode = WAL; PRAGMA application_id = ${0x4153594c}; PRAGMA user_version = 1; ${MIGRATIONS[0]?.sql}
    INSERT INTO meta VALUES ('epoch', 'e-1');
    INSERT INTO stream(ordinal, id, version, newest, generation) VALUES (1, '${A}', 1, 1, 3);
    INSERT INTO event(position, previous, stream, seq, format, body) VALUES (1, NULL, 1, 1, 1, ${quoted(FORMAT_1_GRADE)});
    INSERT INTO job(dedupe, kind, payload, state, run_at_ms, due_at_ms, attempt, lease_token, lease_owner)
    VALUES ('held', 'grade-answer', ${payload}, 'leased', ${NOW}, ${NOW + 1}, 2, 2, 'before'),
      ('waiting', 'grade-answer', ${payload}, 'ready', ${NOW + 2}, ${NOW + 2}, 1, 1, NULL);`,
  );
  return file;
}

describe('a file of schema 1', () => {
  it('[ES45] is copied, gets the newest schema and keeps what it holds', async () => {
    const file = fileOfSchema1();
    const { stores } = openSqlite(file);
    expect(await stores.check()).toEqual([]);
    expect(await stores.events.epoch()).toBe('e-1');
    expect(await stores.events.read(A)).toMatchObject([{ seq: 1, event: LIFTED }]);
    expect(await stores.events.nextGeneration(A)).toBe(4);
    expect(await stores.llmCalls.about(A)).toEqual([]);
    await stores.llmCalls.intend(call('c1'));
    expect(await stores.llmCalls.about(A)).toHaveLength(1);
    expect(await stores.calibrations.all()).toEqual([]);

    const copy = new Database(`${file}.schema-1.backup`, { readonly: true });
    const [schema, events] = [copy.pragma('user_version', { simple: true }), copy.prepare('SELECT format, body FROM event').all()];
    copy.close();
    expect([schema, events]).toEqual([1, [{ format: 1, body: JSON.stringify(FORMAT_1_GRADE) }]]);
    const restored = openSqlite(`${file}.schema-1.backup`).stores;
    expect(await restored.events.read(A)).toMatchObject([{ seq: 1, event: LIFTED }]);
  });

  it('[ES45] its jobs go on: a lease that ran out is a crash, and the first lease is the first one since', async () => {
    const { jobs } = openSqlite(fileOfSchema1()).stores;
    const take = { kinds: ['grade-answer'], owner: 'w', nowMs: NOW + 9, leaseMs: 1_000 } as const;
    const counted = { faults: 0, firstLeasedAtMs: NOW + 9 };
    expect(await jobs.lease(take)).toMatchObject({ id: '1', attempt: 3, crashes: 1, ...counted });
    expect(await jobs.lease(take)).toMatchObject({ id: '2', attempt: 2, crashes: 0, ...counted });
  });

  it('[ES70] its events are lifted when they are read and stay as they were written', async () => {
    const file = fileOfSchema1();
    const { stores } = openSqlite(file);
    await stores.events.append(append(A, 1));
    expect(await stores.events.read(A)).toHaveLength(2);
    await stores.close();
    const database = new Database(file, { readonly: true });
    const rows = database.prepare('SELECT format, body FROM event ORDER BY position').all();
    database.close();
    expect(rows).toEqual([
      { format: 1, body: JSON.stringify(FORMAT_1_GRADE) },
      { format: 2, body: expect.any(String) },
    ]);
  });
});
