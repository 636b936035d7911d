import { randomUUID } from 'node:crypto';
import type { CandidateConnection, CandidateSocket, Engine } from '#app/engine/index.ts';
import { type CandidateCommand, type CandidateSession, type CandidateView, PROTOCOL, type ServerFrame } from '#app/protocol/index.ts';
import { CommandFailed } from './terminal.ts';

export interface GivenAnswer {
  readonly answer: string;
  /** Replies to follow-ups, in the order in which they come. */
  readonly probes?: readonly string[] | undefined;
}

/**
 * Takes a whole screen through the same door and protocol as a browser: notice, practice, every question of the form (skipping
 * those without an answer), probes, read-over, declaration, hand-in. Gives the receipt back.
 */
export async function sitScreen(engine: Engine, session: CandidateSession, answers: ReadonlyMap<string, GivenAnswer>): Promise<string> {
  const client = new ScreenClient(engine, session);
  try {
    return await sit(client, answers);
  } finally {
    client.close();
  }
}

async function sit(client: ScreenClient, answers: ReadonlyMap<string, GivenAnswer>): Promise<string> {
  const repliesLeft = new Map([...answers].map(([id, given]) => [id, [...(given.probes ?? [])]]));
  let view = await client.open();
  for (;;) {
    const command = nextMove(view, answers, repliesLeft);
    if (command === 'wait') view = await client.change();
    else if (command === 'done') return view.phase === 'finished' ? view.receipt : '';
    else view = await client.send(command);
  }
}

function nextMove(
  view: CandidateView,
  answers: ReadonlyMap<string, GivenAnswer>,
  repliesLeft: ReadonlyMap<string, string[]>,
): CandidateCommand | 'wait' | 'done' {
  switch (view.phase) {
    case 'invited':
      return { type: 'notice.acknowledge', noticeHash: view.notice.hash };
    case 'noticed':
      return { type: 'practice.finish', text: '' };
    case 'ready':
      return { type: 'screen.start' };
    case 'asking': {
      const { questionId } = view.question;
      const text = answers.get(questionId)?.answer ?? '';
      return text.trim() === '' ? { type: 'answer.skip', questionId } : { type: 'answer.submit', questionId, text };
    }
    case 'probing': {
      if (!view.probe) return 'wait';
      const { questionId } = view.question;
      const { probeId } = view.probe;
      const text = repliesLeft.get(questionId)?.shift();
      return text === undefined || text.trim() === ''
        ? { type: 'probe.skip', questionId, probeId }
        : { type: 'probe.answer', questionId, probeId, text };
    }
    case 'paused':
      return { type: 'screen.resume' };
    case 'wrapping':
      return view.declared || view.aiPolicy === 'closed'
        ? { type: 'screen.finish' }
        : { type: 'declaration.give', declaration: { usedAi: false, delegated: '', rejected: '', checked: '' } };
    case 'finished':
      return 'done';
    case 'closed':
      throw new CommandFailed(`The screen was closed (${view.outcome}) before it could be handed in.`);
  }
}

/** A browser's half of the protocol over an in-memory socket: one command at a time. */
class ScreenClient {
  readonly #connection: CandidateConnection;
  readonly #session: CandidateSession;
  #gen = 0;
  #seq = 0;
  #target = 0;
  #view: CandidateView | null = null;
  #pendingCid: string | null = null;
  #settle: { resolve: (view: CandidateView) => void; reject: (error: Error) => void } | null = null;

  constructor(engine: Engine, session: CandidateSession) {
    this.#session = session;
    const socket: CandidateSocket = {
      // Frames arrive in a later turn, as they would from a wire: the engine is never re-entered from its own send.
      send: (frame) => setImmediate(() => this.#receive(frame)),
      close: (code) => this.#fail(`The connection was closed (${code}).`),
      terminate: () => this.#fail('The connection was cut.'),
      bufferedBytes: () => 0,
    };
    this.#connection = engine.connect(session, socket);
  }

  open(): Promise<CandidateView> {
    return this.#expect(() =>
      this.#transmit({
        t: 'open',
        proto: PROTOCOL,
        lastSeq: 0,
        epoch: null,
        tabId: randomUUID(),
        takeover: true,
        nonce: this.#session.nonce,
      }),
    );
  }

  /** Resolves with the view after the command and all its events. */
  send(command: CandidateCommand): Promise<CandidateView> {
    const cid = randomUUID();
    this.#pendingCid = cid;
    this.#target = Number.POSITIVE_INFINITY;
    return this.#expect(() => this.#transmit({ t: 'cmd', cid, gen: this.#gen, command }));
  }

  /** Resolves at the next event. */
  change(): Promise<CandidateView> {
    this.#target = this.#seq + 1;
    return this.#expect(() => {});
  }

  #receive(frame: ServerFrame): void {
    switch (frame.t) {
      case 'welcome':
        this.#gen = frame.gen;
        this.#view = frame.view;
        this.#target = frame.lastSeq;
        return this.#check();
      case 'ev':
        this.#seq = frame.seq;
        if (frame.view) this.#view = frame.view;
        return this.#check();
      case 'ack':
        if (frame.cid === this.#pendingCid) this.#target = frame.seq ?? this.#seq;
        return this.#check();
      case 'nack':
      case 'error':
      case 'bye':
        return this.#fail(`The screen refused a step: ${frame.t === 'bye' ? frame.code : frame.message}`);
      case 'hb':
        return this.#transmit({ t: 'hb_ack', n: frame.n, tSent: frame.tSent });
      case 'hello':
      case 'hb_ack':
        return;
    }
  }

  close(): void {
    this.#connection.closed();
  }

  #expect(begin: () => void): Promise<CandidateView> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      begin();
      this.#check();
    });
  }

  #check(): void {
    if (!this.#settle || !this.#view || this.#seq < this.#target) return;
    const { resolve } = this.#settle;
    this.#settle = null;
    resolve(this.#view);
  }

  #fail(message: string): void {
    this.#settle?.reject(new CommandFailed(message));
    this.#settle = null;
  }

  #transmit(frame: object): void {
    this.#connection.receive(JSON.stringify(frame));
  }
}
