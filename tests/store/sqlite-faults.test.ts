import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { DamagedRecord, StoreFailed, type StoreFault } from '#app/store/index.ts';
import { openLog, storesOver } from '../../src/store/sqlite/open-sqlite-stores.ts';
import { SqliteSession } from '../../src/store/sqlite/session.ts';
import { storageFault } from '../../src/store/sqlite/storage-fault.ts';
import { answer, append, calibration, call, command, gradeJob, hash, link, login, NOW, reply, summary, uuid } from './fixtures.ts';
import { afterTest, holdWriteLock, newFile, openSqlite, tamper } from './open.ts';

const A = uuid(1);

function openWithFaults() {
  const faults: StoreFault[] = [];
  const database = openLog({ file: newFile(), newEpoch: () => 'e-1' });
  afterTest(() => void database.close());
  return { database, faults, onFault: (fault: StoreFault) => void faults.push(fault) };
}

describe('faults of the disk', () => {
  it('[ES46] with a full disk nothing is written by halves, and work goes on when there is space', async () => {
    const { database, faults, onFault } = openWithFaults();
    const stores = storesOver(database, { onFault });
    await stores.events.append(append(A, 0));
    const pages = Number(database.pragma('page_count', { simple: true }));
    const big = Array.from({ length: 12 }, (_, n) => answer(String(n).repeat(4_000)));
    const refused: number[] = [];
    for (let extra = 0; (await stores.events.read(A)).length === 1; extra++) {
      database.pragma(`max_page_count = ${pages + extra}`);
      const [large, small] = await Promise.allSettled([
        stores.events.append(append(A, 1, { events: big, ledger: command(7), jobs: [gradeJob('j')], summary: summary(A) })),
        stores.live.putClock(A, extra),
      ]);
      if (large.status === 'fulfilled') continue;
      expect(large.reason).toBeInstanceOf(StoreUnavailable);
      expect(small.status).toBe('rejected');
      expect(await stores.events.findCommand(A, uuid(7))).toBeNull();
      expect(await stores.jobs.nextRunAtMs()).toBeNull();
      expect(await stores.live.clock(A)).toBe(0);
      refused.push(extra);
    }
    expect(refused.length).toBeGreaterThan(5);
    expect(await stores.events.read(A)).toHaveLength(13);
    expect(await stores.check()).toEqual([]);
    expect(faults.map(({ severity, code }) => [severity, code])).toEqual(refused.map(() => ['unavailable', 'SQLITE_FULL']));
  });

  it('[ES47] while another process writes for too long writes are refused, and reads go on', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    await stores.events.append(append(A, 0));
    const release = holdWriteLock(file);
    await expect(stores.events.append(append(A, 1))).rejects.toThrow(StoreUnavailable);
    expect(await stores.events.read(A)).toHaveLength(1);
    release();
    expect(await stores.events.append(append(A, 1))).toEqual({ kind: 'appended', lastSeq: 2 });
  });

  it('[ES48] after a failed sync nothing is acknowledged any more', async () => {
    const { database, faults, onFault } = openWithFaults();
    const session = new SqliteSession(database, { onFault });
    const failedSync = () => {
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    };
    const outcomes = await Promise.allSettled([session.write(() => 'before'), session.write(failedSync), session.write(() => 'after')]);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason instanceof StoreFailed)).toEqual([true, true, true]);
    expect(faults).toEqual([{ severity: 'fatal', code: 'SQLITE_IOERR_FSYNC', message: 'disk I/O error' }]);
    await expect(session.write(() => 'later')).rejects.toThrow(StoreFailed);
    expect(database.inTransaction).toBe(false);
  });

  it('[ES48] a damaged page met by a read is fatal too', async () => {
    const { database, faults, onFault } = openWithFaults();
    const session = new SqliteSession(database, { onFault });
    const damaged = session.read(() => {
      throw new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT_INDEX');
    });
    await expect(damaged).rejects.toThrow(StoreFailed);
    expect(faults.map((fault) => fault.severity)).toEqual(['fatal']);
    await expect(session.write(() => 'later')).rejects.toThrow(StoreFailed);
  });

  it.each([
    ['SQLITE_BUSY', 'unavailable'],
    ['SQLITE_BUSY_SNAPSHOT', 'unavailable'],
    ['SQLITE_FULL', 'unavailable'],
    ['SQLITE_IOERR_WRITE', 'unavailable'],
    ['SQLITE_IOERR_READ', 'unavailable'],
    ['SQLITE_IOERR_FSYNC', 'fatal'],
    ['SQLITE_IOERR_DIR_FSYNC', 'fatal'],
    ['SQLITE_CORRUPT', 'fatal'],
    ['SQLITE_CORRUPT_VTAB', 'fatal'],
    ['SQLITE_NOTADB', 'fatal'],
    ['SQLITE_CONSTRAINT_UNIQUE', undefined],
    ['SQLITE_ERROR', undefined],
  ])('[ES48] %s is %s', (code, severity) => {
    expect(storageFault(new Database.SqliteError('message', code))?.severity).toBe(severity);
  });

  it('[ES16] a write that breaks a constraint is rejected alone', async () => {
    const { database, faults, onFault } = openWithFaults();
    const commits: number[] = [];
    const session = new SqliteSession(database, { onFault, onCommit: (writes) => commits.push(writes) });
    const insert = database.prepare('INSERT INTO candidate(id, name, email) VALUES (?, ?, ?)');
    const add = (id: string) => session.write(() => insert.run(id, 'n', 'e').changes);
    const outcomes = await Promise.allSettled([add('a'), add('b'), add('a'), add('c')]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
    expect(commits).toEqual([3]);
    expect(database.prepare('SELECT id FROM candidate ORDER BY id').pluck().all()).toEqual(['a', 'b', 'c']);
    expect(faults).toEqual([]);
  });
});

describe('damaged records', () => {
  it.each([
    ['is no JSON', `UPDATE event SET body = '{' WHERE seq = 2`, /event 2 of stream .* it is not JSON/],
    ['is no event', `UPDATE event SET body = json_remove(body, '$.text') WHERE seq = 2`, /event 2 of stream .* expected form \(text\)/],
    ['is missing', 'DELETE FROM event WHERE seq = 2', /event 2 of stream .* it is missing, the next one is 3/],
    ['has a format of the future', 'UPDATE event SET format = 9 WHERE seq = 2', /event 2 of stream .* format 9, .* up to 2/],
  ])('[ES49] an event that %s is named', async (_, sql, message) => {
    const file = newFile();
    const { stores } = openSqlite(file);
    await stores.events.append(append(A, 0, { events: [answer('one'), answer('two'), answer('three')] }));
    tamper(file, sql);
    await expect(stores.events.read(A)).rejects.toThrow(DamagedRecord);
    await expect(stores.events.read(A)).rejects.toThrow(message);
    await expect(stores.events.read(A)).rejects.toThrow(A);
    expect(await stores.events.read(A, 2)).toEqual([{ seq: 3, event: answer('three') }]);
  });

  it('[ES49] a summary, a job and an epoch too', async () => {
    const file = newFile();
    const { stores } = openSqlite(file);
    await stores.events.append(append(A, 0, { jobs: [gradeJob('j')], summary: summary(A) }));
    tamper(file, `UPDATE screen_summary SET body = '[]'; UPDATE job SET payload = '{"kind":"dance"}'; DELETE FROM meta`);
    await expect(stores.screens.find(A)).rejects.toThrow(`summary of screen ${A}`);
    await expect(stores.screens.list({ limit: 9 })).rejects.toThrow(DamagedRecord);
    await expect(stores.jobs.lease({ kinds: ['grade-answer'], owner: 'w', nowMs: NOW, leaseMs: 9 })).rejects.toThrow('payload of job 1');
    await expect(stores.events.epoch()).rejects.toThrow('epoch of the log');
  });

  it('[ES49] a reply, a batch and a calibration too', async () => {
    const file = newFile();
    const { llmCalls, calibrations } = openSqlite(file).stores;
    await llmCalls.intend(call('c1'));
    await llmCalls.answer('c1', reply('x'), NOW);
    await llmCalls.intendBatch({ id: 'b1', createdAtMs: NOW, callIds: ['c1'] });
    await calibrations.record(calibration(uuid(1)));
    tamper(file, `UPDATE llm_call SET reply = json_set(reply, '$.stopReason', 'bored'); UPDATE llm_batch SET call_ids = '{'`);
    tamper(file, `UPDATE calibration SET body = json_remove(body, '$.goldHash')`);
    await expect(llmCalls.findReply(hash('question'))).rejects.toThrow(DamagedRecord);
    await expect(llmCalls.findReply(hash('question'))).rejects.toThrow(/reply to call c1 to a model .* expected form \(stopReason\)/);
    await expect(llmCalls.about(A)).rejects.toThrow(/call c1 to a model .* expected form \(reply.stopReason\)/);
    await expect(llmCalls.openBatches()).rejects.toThrow(/batch b1 of calls to a model .* it is not JSON/);
    await expect(calibrations.all()).rejects.toThrow(
      `calibration ${uuid(1)} cannot be read: it does not have the expected form (goldHash)`,
    );
    await expect(calibrations.find(calibration(uuid(1)).tuple)).rejects.toThrow(DamagedRecord);
    tamper(file, `UPDATE llm_call SET role = 'poet', reply = '{'`);
    await expect(llmCalls.findReply(hash('question'))).rejects.toThrow(/it is not JSON/);
    await expect(llmCalls.about(A)).rejects.toThrow(DamagedRecord);
  });

  it('[ES49] the file admits no call whose status and content do not fit together', async () => {
    const file = newFile();
    const { llmCalls } = openSqlite(file).stores;
    await llmCalls.intend(call('c1'));
    for (const wrong of [
      `status = 'answered', ended_at_ms = 1`,
      `status = 'failed', ended_at_ms = 1`,
      `reply = '{}'`,
      `status = 'answered', reply = '{}'`,
      `status = 'failed', error = 'x', ended_at_ms = 1, cost_microusd = 5`,
      `status = 'lost'`,
    ])
      expect(() => tamper(file, `UPDATE llm_call SET ${wrong}`)).toThrow(/CHECK constraint failed/);
    expect(await llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'sent' }]);
  });
});

describe('two processes on one file', () => {
  it('[ES50] see each other at once and are kept apart', async () => {
    const file = newFile();
    const [one, two] = [openSqlite(file).stores, openSqlite(file).stores];
    expect(await two.events.epoch()).toBe(await one.events.epoch());
    const old = await one.events.nextGeneration(A);
    await one.events.append(append(A, 0, { generation: old, ledger: command(7), jobs: [gradeJob('j')] }));
    expect(await two.events.append(append(A, 0))).toEqual({ kind: 'version-conflict', actualVersion: 1 });
    expect(await two.events.append(append(A, 0, { ledger: command(7) }))).toEqual({ kind: 'duplicate', lastSeq: 1 });
    const now = await two.events.nextGeneration(A);
    expect(now).toBe(2);
    expect(await two.events.append(append(A, 1, { generation: now }))).toEqual({ kind: 'appended', lastSeq: 2 });
    expect(await one.events.append(append(A, 2, { generation: old }))).toEqual({ kind: 'superseded' });
    const late = { stream: A, slot: 'practice', generation: old, rev: 9, text: 'late', atMs: NOW };
    expect(await one.live.putDraft(late)).toBe('superseded');

    const lease = { kinds: ['grade-answer'], leaseMs: 1_000, nowMs: NOW } as const;
    expect(await one.jobs.lease({ ...lease, owner: 'one' })).not.toBeNull();
    expect(await two.jobs.lease({ ...lease, owner: 'two' })).toBeNull();

    await one.llmCalls.intend(call('c1'));
    expect(await two.llmCalls.about(A)).toEqual([{ ...call('c1'), status: 'sent' }]);
    await two.llmCalls.answer('c1', reply('first'), NOW);
    await one.llmCalls.answer('c1', reply('second'), NOW);
    expect(await one.llmCalls.findReply(hash('question'))).toEqual(reply('first'));

    await one.access.addLink(link('t'));
    const exchange = (value: string) => ({ tokenHash: hash('t'), login: login(value), deviceLoginHash: null, nowMs: NOW });
    expect((await two.access.exchange(exchange('b'))).kind).toBe('ok');
    expect((await one.access.exchange(exchange('a'))).kind).toBe('used');
  });
});
