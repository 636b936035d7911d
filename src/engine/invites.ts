import { canonicalJson, isPublished, planInterview, sha256 } from '#app/banks/index.ts';
import { noticeFor } from '#app/interview/index.ts';
import {
  type Actor,
  type CandidateSession,
  type Form,
  INVITE_DAYS,
  type InviteRequest,
  type InviteResponse,
  LOGIN_GRACE_MS,
  type Notice,
} from '#app/protocol/index.ts';
import { invitationOf } from './assemble-report.ts';
import type { Outcome } from './engine-face.ts';
import type { EngineParts } from './engine-parts.ts';
import { inviteLink } from './jobs/send-mail.ts';
import type { Rooms } from './rooms.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Invites, their links, and candidates' logins. */
export class Invites {
  constructor(
    private readonly parts: EngineParts,
    private readonly rooms: Rooms,
    private readonly wake: () => void,
  ) {}

  async invite(request: InviteRequest, by: Actor): Promise<Outcome<InviteResponse>> {
    const { parts } = this;
    const bank = parts.content.banks.get(request.bank);
    if (!bank) return { ok: false, code: 'content_missing', details: [`There is no bank ${request.bank}.`] };
    if (!isPublished(parts.content, request.bank)) {
      return {
        ok: false,
        code: 'content_missing',
        details: [`${request.bank} is a draft. Publish it first: assay banks publish ${request.bank}`],
      };
    }
    const { screenId } = request;
    const deadline = request.deadline ?? new Date(parts.clock.wallMs() + INVITE_DAYS * DAY_MS).toISOString();
    if (Date.parse(deadline) <= parts.clock.wallMs()) return { ok: false, code: 'bad_request', details: ['deadline: lies in the past'] };
    const room = await this.rooms.get(screenId);
    if (room.state.phase === 'none') {
      const form = planInterview(bank, parts.content.rubrics, request.seed ?? parts.ids.seed());
      const candidateId = parts.ids.uuid();
      await parts.candidates.put({ candidateId, name: request.candidate.name, email: request.candidate.email });
      await this.#addLink(screenId, 1, Date.parse(deadline));
      const { role, company, contact, accommodations, aiPolicy } = request;
      const notice = this.#notice(request, form);
      const result = await room.execute(
        { type: 'screen.invite', screenId, candidateId, role, company, contact, form, accommodations, aiPolicy, notice, deadline },
        by,
        { commandId: screenId, generation: null },
      );
      if (result.kind === 'refused') return { ok: false, code: result.code };
    }
    const generation = await parts.access.latestGeneration(screenId);
    return { ok: true, value: { screenId, link: inviteLink(parts, screenId, generation), deadline: invitationOf(room.events).deadline } };
  }

  /** Retires the older link and mails the new one to the candidate. */
  async renewLink(screenId: string): Promise<Outcome<{ link: string }>> {
    const { parts } = this;
    const room = await this.rooms.get(screenId);
    if (room.state.phase === 'none') return { ok: false, code: 'not_found' };
    if (room.state.phase === 'closed') return { ok: false, code: 'screen_over' };
    const { deadline } = invitationOf(room.events);
    const generation = (await parts.access.latestGeneration(screenId)) + 1;
    // A screen under way is not ended by the deadline, so its link must outlive it.
    const expiresAtMs = Math.max(Date.parse(deadline), parts.clock.wallMs() + LOGIN_GRACE_MS);
    await this.#addLink(screenId, generation, expiresAtMs);
    await parts.jobs.enqueue({
      dedupe: `mail:invite:${screenId}:${generation}`,
      payload: { kind: 'send-mail', screenId, mail: 'invite', linkGeneration: generation },
      runAtMs: parts.clock.wallMs(),
    });
    this.wake();
    return { ok: true, value: { link: inviteLink(parts, screenId, generation) } };
  }

  /** Tells the caller nothing: whoever holds an old link only makes a mail go to the candidate. */
  async requestNewLink(token: string): Promise<void> {
    const link = await this.parts.access.findLink(sha256(token));
    if (link) await this.renewLink(link.screenId);
  }

  async exchange({
    token,
    deviceLogin,
  }: {
    token: string;
    deviceLogin: string | null;
  }): Promise<Outcome<CandidateSession & { login: string; expiresAtMs: number }>> {
    const { access, ids, clock } = this.parts;
    const login = ids.secret(32);
    const nonce = ids.secret(16);
    const result = await access.exchange({
      tokenHash: sha256(token),
      login: { loginHash: sha256(login), nonce },
      deviceLoginHash: deviceLogin === null ? null : sha256(deviceLogin),
      nowMs: clock.wallMs(),
    });
    switch (result.kind) {
      case 'unknown':
        return { ok: false, code: 'invite_unknown' };
      case 'expired':
        return { ok: false, code: 'invite_expired' };
      case 'used':
        return { ok: false, code: 'invite_used' };
      case 'ok': {
        const room = await this.rooms.get(result.screenId);
        await room.execute({ type: 'invite.open' }, { role: 'candidate', id: invitationOf(room.events).candidateId }, null);
        return { ok: true, value: { screenId: result.screenId, nonce, login, expiresAtMs: result.expiresAtMs } };
      }
    }
  }

  async session(login: string): Promise<Outcome<CandidateSession>> {
    const found = await this.parts.access.findLogin(sha256(login), this.parts.clock.wallMs());
    return found ? { ok: true, value: { screenId: found.screenId, nonce: found.nonce } } : { ok: false, code: 'sign_in_needed' };
  }

  #addLink(screenId: string, generation: number, expiresAtMs: number): Promise<void> {
    return this.parts.access.addLink({
      tokenHash: sha256(this.parts.tokens.tokenFor(screenId, generation)),
      screenId,
      generation,
      expiresAtMs,
    });
  }

  #notice(request: InviteRequest, form: Form): Notice {
    const { role, company, contact, aiPolicy } = request;
    const minutes = Math.round(form.minutes * request.accommodations.timeMultiplier);
    const rubrics = form.questions.flatMap((question) => this.parts.content.rubrics.get(question.rubric.ref)?.rubric.criteria ?? []);
    const dimensions = [...new Set(rubrics.map((criterion) => criterion.dimension))];
    const { graderDescription, retention } = this.parts.settings;
    const text = noticeFor({ role, company, contact, minutes, dimensions, aiPolicy, graderDescription, retention });
    return { ...text, hash: sha256(canonicalJson(text)) };
  }
}
