import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import {
  type CandidateCommand,
  type CandidateView,
  type ClientFrame,
  COMMAND_WINDOW,
  type DraftPut,
  ERRORS,
  PROTOCOL,
  ServerFrame,
} from '#app/protocol/index.ts';
import { between } from '../seeded-random.ts';
import type { Seat } from '../server-process.ts';

type Command = CandidateCommand | DraftPut;

/** A command that waits for its ack; kept over lost connections under the same id. */
interface Sent {
  readonly command: Command;
  /** Generation of the connection it was last sent on; 0 before that. */
  gen: number;
  readonly answered: (seq: number | null) => void;
  /** No ack is waited for any more: it was refused, or the candidate left. */
  readonly givenUp: () => void;
}

export interface Acknowledged {
  readonly cid: string;
  readonly command: CandidateCommand;
  /** Seq of the command's last event, as the server said. */
  readonly seq: number;
}

interface Typed {
  readonly slot: string;
  readonly rev: number;
  readonly text: string;
  readonly atMs: number;
}

/** What is typed, or typed before and sent after a reconnection, is on the server after this long at the latest. */
const TYPING_LOSS_MS = 2_000;
const RETRY_MS = 40;

export interface Script {
  readonly random: () => number;
  /** What this candidate knows about each question, by id. */
  readonly answers: ReadonlyMap<string, string>;
}

/**
 * A candidate who sits one screen over `ws`, by the protocol of protocol/frames.ts: an outbox, resends under the same id over a
 * newer connection, events applied in order. Whatever the server does that it must not do ends up in `faults`.
 */
export class ScriptedCandidate {
  readonly acknowledged: Acknowledged[] = [];
  /** Turns as the events brought them, by id. */
  readonly turns = new Map<string, string>();
  readonly faults: string[] = [];
  /** Commands that were answered with `dup`: their first ack was lost with a server. */
  duplicates = 0;
  receipt: string | null = null;

  readonly #tabId = randomUUID();
  #socket: WebSocket | null = null;
  /** Monotonic time of the newest welcome; null while there is no connection. */
  #liveSinceMs: number | null = null;
  #gen = 0;
  #epoch: string | null = null;
  #lastSeq = 0;
  #dueSeq = 0;
  #view: CandidateView | null = null;
  readonly #outbox = new Map<string, Sent>();
  readonly #typed: Typed[] = [];
  /** By slot, the oldest revision that the server may still know after a restart. */
  readonly #owed = new Map<string, number>();
  #rev = 0;
  #leaving = false;
  #woken: (() => void)[] = [];

  constructor(
    private readonly seat: Seat,
    private readonly address: string,
    private readonly script: Script,
  ) {}

  get screenId(): string {
    return this.seat.screenId;
  }

  /** Of the newest event that was shown. One who leaves is not shown what comes after. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Goes through the whole screen, however often the server goes away. Resolves with the receipt in hand. */
  async sit(): Promise<void> {
    this.#connect();
    while (this.receipt === null && !this.#leaving) await this.#act(await this.#settled());
    this.leave();
  }

  leave(): void {
    this.#leaving = true;
    this.#socket?.terminate();
    for (const { givenUp } of this.#outbox.values()) givenUp();
    this.#wake();
  }

  /** The server is being killed at this moment: what was typed long enough before must still be there. */
  serverDies(atMs: number): void {
    const lastMoment = atMs - TYPING_LOSS_MS;
    if (this.#liveSinceMs === null || this.#liveSinceMs > lastMoment) return;
    for (const { slot, rev, atMs: typedAtMs } of this.#typed) if (typedAtMs <= lastMoment) this.#owe(slot, rev);
  }

  async #act(view: CandidateView): Promise<void> {
    switch (view.phase) {
      case 'invited':
        return this.#do({ type: 'notice.acknowledge', noticeHash: view.notice.hash });
      case 'noticed': {
        const text = await this.#type('practice', 'Trying out the page before the clock runs.');
        return this.#do({ type: 'practice.finish', text });
      }
      case 'ready':
        return this.#do({ type: 'screen.start' });
      case 'asking':
        return this.#answer(view.question.questionId);
      case 'probing':
        return view.probe === null ? this.#news() : this.#answerProbe(view.question.questionId, view.probe.probeId);
      case 'paused':
        return this.#do({ type: 'screen.resume' });
      case 'wrapping':
        return this.#wrapUp(view);
      case 'finished':
        this.receipt = view.receipt;
        return;
      case 'closed':
        throw new Error(`the screen was closed: ${view.outcome}`);
    }
  }

  async #answer(questionId: string): Promise<void> {
    const { random, answers } = this.script;
    if (random() < 0.15) return this.#do({ type: 'answer.skip', questionId });
    if (random() < 0.15) await this.#do({ type: 'clarification.ask', questionId, text: `May I assume what I like? ${randomUUID()}` });
    if (random() < 0.1) {
      await this.#do({ type: 'screen.pause' });
      return;
    }
    const text = await this.#type(`answer:${questionId}`, `${answers.get(questionId) ?? 'I do not know.'} ${randomUUID()}`);
    await this.#do({ type: 'answer.submit', questionId, text });
  }

  async #answerProbe(questionId: string, probeId: string): Promise<void> {
    if (this.script.random() < 0.2) return this.#do({ type: 'probe.skip', questionId, probeId });
    const text = await this.#type(`probe:${questionId}`, `I would look at the numbers first. ${randomUUID()}`);
    await this.#do({ type: 'probe.answer', questionId, probeId, text });
  }

  async #wrapUp(view: Extract<CandidateView, { phase: 'wrapping' }>): Promise<void> {
    const [skipped] = view.skipped;
    if (skipped && this.script.random() < 0.5) return this.#do({ type: 'question.return', questionId: skipped.questionId });
    if (view.declared) return this.#do({ type: 'screen.finish' });
    await this.#do({ type: 'declaration.give', declaration: { usedAi: false, delegated: '', rejected: '', checked: '' } });
  }

  /** Types a text in pieces, each saved as a draft, and gives it back. */
  async #type(slot: string, text: string): Promise<string> {
    const pieces = between(this.script.random, 2, 5);
    for (let piece = 1; piece <= pieces && !this.#leaving; piece++) {
      this.#rev += 1;
      const draft = { slot, rev: this.#rev, text: text.slice(0, Math.ceil((text.length * piece) / pieces)) };
      this.#typed.push({ ...draft, atMs: performance.now() });
      this.#post({ type: 'draft.put', ...draft }, { answered: () => this.#owe(slot, draft.rev), givenUp: () => {} });
      await pause(between(this.script.random, 60, 180));
    }
    return text;
  }

  #owe(slot: string, rev: number): void {
    this.#owed.set(slot, Math.max(rev, this.#owed.get(slot) ?? 0));
  }

  /** Resolves when the command has been acknowledged, on whatever connection. */
  #do(command: CandidateCommand): Promise<void> {
    return new Promise((resolve) => {
      const cid = this.#post(command, {
        answered: (seq) => {
          if (seq === null) this.faults.push(`${command.type} was acknowledged without a seq`);
          this.acknowledged.push({ cid, command, seq: seq ?? 0 });
          this.#dueSeq = Math.max(this.#dueSeq, seq ?? 0);
          resolve();
        },
        givenUp: resolve,
      });
    });
  }

  #post(command: Command, outcome: Pick<Sent, 'answered' | 'givenUp'>): string {
    const cid = randomUUID();
    this.#outbox.set(cid, { command, gen: 0, ...outcome });
    if (this.#leaving) outcome.givenUp();
    this.#flush();
    return cid;
  }

  /** Sends what is not on its way over this connection, in order, as far as the window allows. */
  #flush(): void {
    if (this.#liveSinceMs === null) return;
    let underWay = [...this.#outbox.values()].filter(({ gen }) => gen === this.#gen).length;
    for (const [cid, sent] of this.#outbox) {
      if (underWay >= COMMAND_WINDOW) return;
      if (sent.gen === this.#gen) continue;
      sent.gen = this.#gen;
      underWay += 1;
      this.#send({ t: 'cmd', cid, gen: this.#gen, command: sent.command });
    }
  }

  #connect(): void {
    if (this.#leaving) return;
    const socket = new WebSocket(`${this.address.replace('http', 'ws')}/ws/screen`, {
      origin: this.address,
      headers: { cookie: `assay=${this.seat.login}` },
      perMessageDeflate: false,
    });
    this.#socket = socket;
    // A refused or broken connection also closes, and closing is what leads back here.
    socket.on('error', () => {});
    socket.on('message', (data) => this.#receive(ServerFrame.parse(JSON.parse(String(data)))));
    socket.on('close', () => {
      this.#liveSinceMs = null;
      setTimeout(() => this.#connect(), RETRY_MS);
    });
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #receive(frame: ServerFrame): void {
    switch (frame.t) {
      case 'hello':
        this.#send({
          t: 'open',
          proto: PROTOCOL,
          lastSeq: this.#lastSeq,
          epoch: this.#epoch,
          tabId: this.#tabId,
          takeover: false,
          nonce: this.seat.nonce,
        });
        break;
      case 'welcome':
        this.#welcomed(frame);
        break;
      case 'ack':
        this.#acknowledge(frame);
        break;
      case 'nack':
        this.#refused(frame);
        break;
      case 'ev':
        this.#event(frame);
        break;
      case 'hb':
        this.#send({ t: 'hb_ack', n: frame.n, tSent: frame.tSent });
        break;
      case 'error':
        this.faults.push(`a frame was refused: ${frame.code}`);
        break;
      case 'hb_ack':
      case 'bye':
        break;
    }
    this.#wake();
  }

  #welcomed(frame: Extract<ServerFrame, { t: 'welcome' }>): void {
    if (this.#epoch !== null && frame.mode !== 'resume') this.faults.push('the server did not know its own log after a restart');
    if (frame.mode === 'full') this.#lastSeq = 0;
    if (frame.lastSeq < this.#dueSeq) this.faults.push(`the log ends at ${frame.lastSeq}, and ${this.#dueSeq} was acknowledged`);
    this.#epoch = frame.epoch;
    this.#gen = frame.gen;
    this.#view = frame.view;
    this.#dueSeq = Math.max(this.#dueSeq, frame.lastSeq);
    for (const [slot, rev] of this.#owed) {
      const text = frame.drafts.find((draft) => draft.slot === slot)?.text;
      const known = this.#typed.some((typed) => typed.slot === slot && typed.rev >= rev && typed.text === text);
      if (!known) this.faults.push(`typing was lost in ${slot}: revision ${rev} or later was due`);
    }
    this.#liveSinceMs = performance.now();
    this.#flush();
  }

  #acknowledge({ cid, seq, dup }: Extract<ServerFrame, { t: 'ack' }>): void {
    const sent = this.#outbox.get(cid);
    if (!sent) {
      this.faults.push(`an ack for ${cid}, which was not under way`);
      return;
    }
    if (dup) this.duplicates += 1;
    this.#outbox.delete(cid);
    sent.answered(seq);
    this.#flush();
  }

  #refused({ cid, code, message }: Extract<ServerFrame, { t: 'nack' }>): void {
    const sent = this.#outbox.get(cid);
    if (!sent) return;
    if (ERRORS[code].retryable) {
      sent.gen = 0;
      setTimeout(() => this.#flush(), RETRY_MS);
      return;
    }
    this.faults.push(`${sent.command.type} was refused: ${code} ${message}`);
    this.leave();
  }

  #event(frame: Extract<ServerFrame, { t: 'ev' }>): void {
    if (frame.seq <= this.#lastSeq) return;
    if (frame.seq !== this.#lastSeq + 1) this.faults.push(`event ${frame.seq} came after ${this.#lastSeq}`);
    this.#lastSeq = frame.seq;
    for (const turn of frame.turns) this.turns.set(turn.id, turn.text);
    if (frame.view) this.#view = frame.view;
  }

  /** The view once everything acknowledged has also arrived as events. */
  async #settled(): Promise<CandidateView> {
    while (!this.#leaving && (this.#view === null || this.#liveSinceMs === null || this.#lastSeq < this.#dueSeq)) await this.#news();
    if (this.#view === null) throw new Error('left before anything was shown');
    return this.#view;
  }

  #news(): Promise<void> {
    return new Promise((resolve) => this.#woken.push(resolve));
  }

  #wake(): void {
    const woken = this.#woken;
    this.#woken = [];
    for (const resolve of woken) resolve();
  }
}
