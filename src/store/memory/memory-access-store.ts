import type { AccessStore, CandidateLogin, ExchangeResult, InviteLink } from '#app/ports/index.ts';
import type { CommitQueue } from '../commit-queue.ts';
import { judgeExchange, type LinkState } from '../rules/judge-exchange.ts';

interface StoredLink {
  readonly link: InviteLink;
  used: boolean;
  revoked: boolean;
}

type StoredLogin = CandidateLogin & { readonly tokenHash: string };

export class MemoryAccessStore implements AccessStore {
  readonly #queue: CommitQueue;
  readonly #links = new Map<string, StoredLink>();
  readonly #logins = new Map<string, StoredLogin>();

  constructor(queue: CommitQueue) {
    this.#queue = queue;
  }

  async addLink({ ...link }: InviteLink): Promise<void> {
    await this.#queue.submit(() => {
      if (!this.#links.has(link.tokenHash)) this.#links.set(link.tokenHash, { link, used: false, revoked: false });
    });
  }

  async latestGeneration(screenId: string): Promise<number> {
    return this.#linksOf(screenId).reduce((newest, { link }) => Math.max(newest, link.generation), 0);
  }

  async exchange({ tokenHash, login, deviceLoginHash, nowMs }: Parameters<AccessStore['exchange']>[0]): Promise<ExchangeResult> {
    return this.#queue.submit(() => {
      const stored = this.#links.get(tokenHash);
      const result = judgeExchange(stored === undefined ? null : this.#linkState(stored, deviceLoginHash), nowMs);
      if (result.kind === 'ok' && stored !== undefined) {
        stored.used = true;
        const { screenId, expiresAtMs } = result;
        this.#logins.set(login.loginHash, { ...login, tokenHash, screenId, expiresAtMs });
      }
      return result;
    });
  }

  async findLink(tokenHash: string): Promise<InviteLink | null> {
    const stored = this.#links.get(tokenHash);
    return stored === undefined || stored.revoked ? null : stored.link;
  }

  async findLogin(wantedHash: string, nowMs: number): Promise<CandidateLogin | null> {
    const stored = this.#logins.get(wantedHash);
    if (stored === undefined || stored.expiresAtMs <= nowMs) return null;
    const { loginHash, screenId, nonce, expiresAtMs } = stored;
    return { loginHash, screenId, nonce, expiresAtMs };
  }

  async revoke(screenId: string): Promise<void> {
    await this.#queue.submit(() => {
      for (const stored of this.#linksOf(screenId)) stored.revoked = true;
      for (const login of this.#logins.values()) {
        if (login.screenId === screenId) this.#logins.delete(login.loginHash);
      }
    });
  }

  #linksOf(screenId: string): StoredLink[] {
    return [...this.#links.values()].filter(({ link }) => link.screenId === screenId);
  }

  #linkState({ link, used, revoked }: StoredLink, deviceLoginHash: string | null): LinkState {
    const newestGeneration = this.#linksOf(link.screenId).reduce((newest, other) => Math.max(newest, other.link.generation), 0);
    const deviceLogin = deviceLoginHash === null ? undefined : this.#logins.get(deviceLoginHash);
    return { link, used, revoked, newestGeneration, sameDevice: deviceLogin?.tokenHash === link.tokenHash };
  }
}
