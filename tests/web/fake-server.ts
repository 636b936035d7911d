import { ClientFrame, type ServerFrame, type Turn } from '#app/protocol/index.ts';
import type { Clock, OpenSocket, SocketEvents } from '../../src/web/connection/surroundings.ts';
import { askingView } from './canned-view.ts';

type Fate = 'deliver' | 'drop-wire';

export interface FakeServer {
  readonly openSocket: OpenSocket;
  /** Clarification texts in the order in which they were carried out, one for each command id. */
  readonly carriedOut: string[];
  readonly drafts: Map<string, string>;
  /** Every client frame that arrived, checked against the protocol. */
  readonly received: ClientFrame[];
  sockets(): number;
  /** Ends the current connection with a close code, as seen by the client. */
  close(code: number): void;
  /** Sends one frame to the client. */
  send(frame: ServerFrame): void;
  /** Answers nothing any more, without closing. */
  goSilent(): void;
  /** From now on sockets fail before the hello. */
  refuseUpgrades(refuse: boolean): void;
  /** Appends an event that the candidate did not cause. */
  happen(event: { clearsDraft?: string; skipSeq?: number }): void;
  /** The log came back from a backup that knows nothing. */
  restoreEmpty(epoch: string): void;
  /** Answers the next command with this instead of carrying it out. */
  refuseNext(code: 'busy' | 'not_current'): void;
}

/**
 * As much of the server as the connection can see: ledger, log, generations, drafts. `fate` decides for every frame that
 * arrives, and for every answer, whether the wire breaks at that moment.
 */
export function createFakeServer(clock: Clock, fate: () => Fate = () => 'deliver'): FakeServer {
  let ledger = new Map<string, number>();
  let log: { turns: Turn[]; clearsDraft?: string }[] = [];
  let epoch = 'e1';
  let gen = 0;
  let silent = false;
  let refusing = false;
  let opened = 0;
  let refuseNext: 'busy' | 'not_current' | null = null;
  let wire: SocketEvents | null = null;
  const carriedOut: string[] = [];
  const drafts = new Map<string, string>();
  const received: ClientFrame[] = [];

  function toClient(to: SocketEvents, frame: ServerFrame): void {
    if (silent) return;
    clock.after(1, () => {
      if (wire !== to) return;
      if (fate() === 'drop-wire') return cut(to, 1006);
      to.message(JSON.stringify(frame));
    });
  }

  function cut(to: SocketEvents, code: number): void {
    if (wire !== to) return;
    wire = null;
    to.closed(code);
  }

  function eventFrame(seq: number): ServerFrame {
    const event = log[seq - 1];
    if (!event) throw new Error(`no event ${seq}`);
    const clears = event.clearsDraft === undefined ? {} : { clearsDraft: event.clearsDraft };
    return { t: 'ev', seq, kind: 'turn', turns: event.turns, view: askingView(), ...clears };
  }

  function append(event: { turns: Turn[]; clearsDraft?: string }): number {
    log.push(event);
    return log.length;
  }

  function answer(to: SocketEvents, frame: ClientFrame): void {
    received.push(frame);
    switch (frame.t) {
      case 'open': {
        gen += 1;
        const mode = frame.epoch === epoch && frame.lastSeq <= log.length ? 'resume' : 'full';
        const saved = [...drafts].map(([slot, text]) => ({ slot, text }));
        toClient(to, { t: 'welcome', mode, gen, epoch, lastSeq: log.length, view: askingView(), drafts: saved });
        for (let seq = mode === 'full' ? 1 : frame.lastSeq + 1; seq <= log.length; seq += 1) toClient(to, eventFrame(seq));
        return;
      }
      case 'cmd':
        return command(to, frame);
      case 'hb':
        return toClient(to, { t: 'hb_ack', n: frame.n, tSent: frame.tSent, serverNowMs: clock.wallMs(), remainingMs: null });
      case 'hb_ack':
        return;
    }
  }

  function command(to: SocketEvents, { cid, gen: of, command: asked }: Extract<ClientFrame, { t: 'cmd' }>): void {
    const savedAtMs = clock.wallMs();
    const known = ledger.get(cid);
    if (known !== undefined) return toClient(to, { t: 'ack', cid, ok: true, dup: true, seq: known, savedAtMs });
    const code = of === gen ? refuseNext : 'superseded';
    refuseNext = null;
    if (code !== null) return toClient(to, { t: 'nack', cid, ok: false, code, message: code });
    if (asked.type === 'draft.put') {
      drafts.set(asked.slot, asked.text);
      return toClient(to, { t: 'ack', cid, ok: true, dup: false, seq: null, savedAtMs });
    }
    const text = 'text' in asked ? asked.text : asked.type;
    carriedOut.push(text);
    const slot = asked.type === 'answer.submit' ? `answer:${asked.questionId}` : undefined;
    if (slot) drafts.delete(slot);
    const at = new Date(savedAtMs).toISOString();
    const turn: Turn = { id: `t-${cid}`, kind: 'answer', by: 'candidate', questionId: 'first', text, at, autoSubmitted: false };
    const seq = append({ turns: [turn], ...(slot !== undefined && { clearsDraft: slot }) });
    ledger.set(cid, seq);
    toClient(to, { t: 'ack', cid, ok: true, dup: false, seq, savedAtMs });
    toClient(to, eventFrame(seq));
  }

  function current(): SocketEvents {
    if (!wire) throw new Error('nobody is connected');
    return wire;
  }

  return {
    carriedOut,
    drafts,
    received,
    sockets: () => opened,
    openSocket(events) {
      opened += 1;
      if (refusing) {
        clock.after(1, () => events.closed(1006));
        return { send: () => {}, close: () => {} };
      }
      wire = events;
      silent = false;
      toClient(events, { t: 'hello', proto: 1, epoch, serverNowMs: clock.wallMs(), hbMs: 15_000, maxFrame: 65_536, window: 8 });
      return {
        send(text) {
          clock.after(1, () => {
            if (wire !== events || silent) return;
            if (fate() === 'drop-wire') return cut(events, 1006);
            answer(events, ClientFrame.parse(JSON.parse(text)));
          });
        },
        close() {
          if (wire === events) wire = null;
        },
      };
    },
    close: (code) => cut(current(), code),
    send: (frame) => toClient(current(), frame),
    goSilent() {
      silent = true;
    },
    refuseUpgrades(refuse) {
      refusing = refuse;
    },
    happen({ clearsDraft, skipSeq = 0 }) {
      for (let skipped = 0; skipped < skipSeq; skipped += 1) append({ turns: [] });
      const seq = append({ turns: [], ...(clearsDraft !== undefined && { clearsDraft }) });
      toClient(current(), eventFrame(seq));
    },
    restoreEmpty(next) {
      epoch = next;
      ledger = new Map();
      log = [];
      drafts.clear();
      carriedOut.length = 0;
    },
    refuseNext(code) {
      refuseNext = code;
    },
  };
}
