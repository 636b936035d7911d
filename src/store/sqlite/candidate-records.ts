import type { CandidateRecord, CandidateRecords } from '#app/ports/index.ts';
import type { SqliteSession } from './session.ts';

export class SqliteCandidateRecords implements CandidateRecords {
  readonly #session: SqliteSession;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#sql = {
      put: database.prepare<[string, string, string]>(`
        INSERT INTO candidate(id, name, email) VALUES (?, ?, ?)
        ON CONFLICT(id) DO UPDATE SET name = excluded.name, email = excluded.email`),
      find: database.prepare<[string], CandidateRecord>(`
        SELECT id AS candidateId, name, email FROM candidate WHERE id IN (SELECT value FROM json_each(?))`),
    };
  }

  async put({ candidateId, name, email }: CandidateRecord): Promise<void> {
    await this.#session.write(() => void this.#sql.put.run(candidateId, name, email));
  }

  async find(candidateId: string): Promise<CandidateRecord | null> {
    return (await this.findMany([candidateId])).get(candidateId) ?? null;
  }

  async findMany(candidateIds: readonly string[]): Promise<ReadonlyMap<string, CandidateRecord>> {
    const records = await this.#session.read(() => this.#sql.find.all(JSON.stringify(candidateIds)));
    return new Map(records.map((record) => [record.candidateId, record]));
  }
}
