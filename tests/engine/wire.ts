import { randomUUID } from 'node:crypto';
import type { CandidateConnection, Engine } from '#app/engine/index.ts';
import {
  type CandidateCommand,
  type CandidateSession,
  type CandidateView,
  type DraftPut,
  type ErrorCode,
  ServerFrame,
} from '#app/protocol/index.ts';
import { settle } from './fake-clock.ts';

type FrameOf<T extends ServerFrame['t']> = Extract<ServerFrame, { t: T }>;

/** A candidate's end of one connection: records every frame, and checks each against the schema. */
export class Wire {
  readonly frames: ServerFrame[] = [];
  ended: ErrorCode | 'cut' | null = null;
  buffered = 0;
  /** As a living page does; a test of silence turns it off. */
  answersHeartbeats = true;
  gen = 0;
  readonly #connection: CandidateConnection;

  constructor(
    engine: Engine,
    private readonly session: CandidateSession,
    readonly tabId: string = randomUUID(),
  ) {
    this.#connection = engine.connect(session, {
      send: (frame) => {
        this.frames.push(ServerFrame.parse(frame));
        if (frame.t === 'hb' && this.answersHeartbeats)
          this.#connection.receive(JSON.stringify({ t: 'hb_ack', n: frame.n, tSent: frame.tSent }));
      },
      close: (code) => {
        this.ended = code;
      },
      terminate: () => {
        this.ended = 'cut';
      },
      bufferedBytes: () => this.buffered,
    });
  }

  async open(fields: { lastSeq?: number; epoch?: string | null; takeover?: boolean; nonce?: string; proto?: number } = {}): Promise<void> {
    await this.sendRaw(
      JSON.stringify({
        t: 'open',
        proto: 1,
        lastSeq: 0,
        epoch: null,
        tabId: this.tabId,
        takeover: false,
        nonce: this.session.nonce,
        ...fields,
      }),
    );
    this.gen = this.last('welcome')?.gen ?? 0;
  }

  async sendRaw(text: string): Promise<void> {
    this.#connection.receive(text);
    await settle();
  }

  /** Sends a command and gives its answer. */
  async command(
    command: CandidateCommand | DraftPut,
    cid: string = randomUUID(),
    gen = this.gen,
  ): Promise<FrameOf<'ack'> | FrameOf<'nack'>> {
    await this.sendRaw(JSON.stringify({ t: 'cmd', cid, gen, command }));
    const answer = this.frames.findLast((frame) => (frame.t === 'ack' || frame.t === 'nack') && frame.cid === cid);
    if (answer?.t !== 'ack' && answer?.t !== 'nack')
      throw new Error(`no answer to ${command.type}: ${JSON.stringify(this.frames.slice(-3))}`);
    return answer;
  }

  /** As `command`, and fails when it is refused. */
  async do(command: CandidateCommand | DraftPut): Promise<FrameOf<'ack'>> {
    const answer = await this.command(command);
    if (answer.t === 'nack') throw new Error(`${command.type} was refused: ${answer.code} ${answer.message}`);
    return answer;
  }

  /** Notice, practice, start: up to the first question. */
  async begin(): Promise<void> {
    const view = this.view();
    if (view.phase !== 'invited') throw new Error(`not invited but ${view.phase}`);
    await this.do({ type: 'notice.acknowledge', noticeHash: view.notice.hash });
    await this.do({ type: 'practice.finish', text: 'trying the page' });
    await this.do({ type: 'screen.start' });
  }

  /** Answers or skips everything that is open until the read-over, then hands in. */
  async finish(answer: (questionId: string) => string): Promise<void> {
    for (;;) {
      const view = this.view();
      if (view.phase === 'asking') {
        const { questionId } = view.question;
        const text = answer(questionId);
        await this.do(text === '' ? { type: 'answer.skip', questionId } : { type: 'answer.submit', questionId, text });
      } else if (view.phase === 'probing') {
        if (view.probe) await this.do({ type: 'probe.skip', questionId: view.question.questionId, probeId: view.probe.probeId });
        else await settle();
      } else if (view.phase === 'wrapping') {
        if (!view.declared)
          await this.do({ type: 'declaration.give', declaration: { usedAi: false, delegated: '', rejected: '', checked: '' } });
        await this.do({ type: 'screen.finish' });
        return;
      } else throw new Error(`nothing to finish in ${view.phase}`);
    }
  }

  /** The newest view, from the welcome or an event. */
  view(): CandidateView {
    const frame = this.frames.findLast((candidate) => candidate.t === 'welcome' || (candidate.t === 'ev' && candidate.view !== undefined));
    const view = frame?.t === 'welcome' || frame?.t === 'ev' ? frame.view : undefined;
    if (!view) throw new Error('nothing was shown yet');
    return view;
  }

  last<T extends ServerFrame['t']>(t: T): FrameOf<T> | undefined {
    return this.frames.findLast((frame): frame is FrameOf<T> => frame.t === t);
  }

  all<T extends ServerFrame['t']>(t: T): FrameOf<T>[] {
    return this.frames.filter((frame): frame is FrameOf<T> => frame.t === t);
  }

  /** The wire breaks. */
  drop(): void {
    this.#connection.closed();
  }
}
