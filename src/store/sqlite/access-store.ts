import type { AccessStore, CandidateLogin, ExchangeResult, InviteLink } from '#app/ports/index.ts';
import { judgeExchange, type LinkState } from '../rules/judge-exchange.ts';
import type { SqliteSession } from './session.ts';

type LinkRow = InviteLink & { readonly used: 0 | 1; readonly revoked: 0 | 1; readonly newestGeneration: number };

export class SqliteAccessStore implements AccessStore {
  readonly #session: SqliteSession;
  readonly #sql;

  constructor(session: SqliteSession) {
    const { database } = session;
    this.#session = session;
    this.#sql = {
      addLink: database.prepare<InviteLink>(`
        INSERT INTO invite_link(token_hash, screen_id, generation, expires_at_ms)
        VALUES (@tokenHash, @screenId, @generation, @expiresAtMs) ON CONFLICT(token_hash) DO NOTHING`),
      newestGeneration: database.prepare<[string], number | null>('SELECT MAX(generation) FROM invite_link WHERE screen_id = ?').pluck(),
      link: database.prepare<[string], LinkRow>(`
        SELECT token_hash AS tokenHash, screen_id AS screenId, generation, expires_at_ms AS expiresAtMs, used, revoked,
          (SELECT MAX(generation) FROM invite_link AS other WHERE other.screen_id = invite_link.screen_id) AS newestGeneration
        FROM invite_link WHERE token_hash = ?`),
      markUsed: database.prepare<[string]>('UPDATE invite_link SET used = 1 WHERE token_hash = ?'),
      revokeLinks: database.prepare<[string]>('UPDATE invite_link SET revoked = 1 WHERE screen_id = ?'),
      addLogin: database.prepare<CandidateLogin & { tokenHash: string }>(`
        INSERT INTO candidate_login(login_hash, token_hash, screen_id, nonce, expires_at_ms)
        VALUES (@loginHash, @tokenHash, @screenId, @nonce, @expiresAtMs)`),
      loginOfLink: database
        .prepare<[string, string], number>('SELECT 1 FROM candidate_login WHERE login_hash = ? AND token_hash = ?')
        .pluck(),
      login: database.prepare<[string, number], CandidateLogin>(`
        SELECT login_hash AS loginHash, screen_id AS screenId, nonce, expires_at_ms AS expiresAtMs
        FROM candidate_login WHERE login_hash = ? AND expires_at_ms > ?`),
      endLogins: database.prepare<[string]>('DELETE FROM candidate_login WHERE screen_id = ?'),
    };
  }

  async addLink(link: InviteLink): Promise<void> {
    await this.#session.write(() => void this.#sql.addLink.run(link));
  }

  async latestGeneration(screenId: string): Promise<number> {
    return this.#session.read(() => this.#sql.newestGeneration.get(screenId) ?? 0);
  }

  async exchange({ tokenHash, login, deviceLoginHash, nowMs }: Parameters<AccessStore['exchange']>[0]): Promise<ExchangeResult> {
    return this.#session.write(() => {
      const result = judgeExchange(this.#linkState(tokenHash, deviceLoginHash), nowMs);
      if (result.kind === 'ok') {
        this.#sql.markUsed.run(tokenHash);
        this.#sql.addLogin.run({ ...login, tokenHash, screenId: result.screenId, expiresAtMs: result.expiresAtMs });
      }
      return result;
    });
  }

  async findLink(tokenHash: string): Promise<InviteLink | null> {
    const row = await this.#session.read(() => this.#sql.link.get(tokenHash));
    return row === undefined || row.revoked === 1 ? null : linkOf(row);
  }

  async findLogin(loginHash: string, nowMs: number): Promise<CandidateLogin | null> {
    return this.#session.read(() => this.#sql.login.get(loginHash, nowMs) ?? null);
  }

  async revoke(screenId: string): Promise<void> {
    await this.#session.write(() => {
      this.#sql.revokeLinks.run(screenId);
      this.#sql.endLogins.run(screenId);
    });
  }

  #linkState(tokenHash: string, deviceLoginHash: string | null): LinkState | null {
    const row = this.#sql.link.get(tokenHash);
    if (row === undefined) return null;
    return {
      link: linkOf(row),
      used: row.used === 1,
      revoked: row.revoked === 1,
      newestGeneration: row.newestGeneration,
      sameDevice: deviceLoginHash !== null && this.#sql.loginOfLink.get(deviceLoginHash, tokenHash) !== undefined,
    };
  }
}

function linkOf({ tokenHash, screenId, generation, expiresAtMs }: LinkRow): InviteLink {
  return { tokenHash, screenId, generation, expiresAtMs };
}
