import { viewFor } from '#app/interview/index.ts';
import { StoreUnavailable } from '#app/ports/index.ts';
import {
  type CandidateSession,
  type ClientFrame,
  COMMAND_WINDOW,
  type DraftPut,
  ERRORS,
  type ErrorCode,
  HEARTBEAT_MS,
  MAX_FRAME_BYTES,
  OPEN_TIMEOUT_MS,
  PROTOCOL,
  type ServerFrame,
} from '#app/protocol/index.ts';
import { invitationOf } from './assemble-report.ts';
import { creditOutage } from './credit-outage.ts';
import type { CandidateConnection, CandidateSocket } from './engine-face.ts';
import type { EngineParts } from './engine-parts.ts';
import { parseFrame } from './parse-frame.ts';
import type { Room, RoomWriter } from './room.ts';
import type { Rooms } from './rooms.ts';

const MAX_STRIKES = 3;
const MISSED_HEARTBEATS = 2;
/** Above this the connection gets no more events until it has drained; above the second it is cut. */
const PAUSE_PUSH_BYTES = 256 * 1024;
const CUT_BYTES = 1024 * 1024;
const DRAIN_LOOK_MS = 250;
const DRAIN_LIMIT_MS = 20_000;

export interface ConnectionContext {
  readonly parts: EngineParts;
  readonly rooms: Rooms;
  readonly epoch: string;
  onEnd(connection: Connection): void;
}

type OpenFrame = Extract<ClientFrame, { t: 'open' }>;
type CommandFrame = Extract<ClientFrame, { t: 'cmd' }>;

/**
 * The server's half of protocol `screen.v1` for one connection (rules PR… in protocol/SPEC.md). It holds a cursor into the
 * screen's log and nothing that a restart could lose.
 */
export class Connection implements CandidateConnection, RoomWriter {
  #phase: 'awaiting-open' | 'opening' | 'open' | 'ended' = 'awaiting-open';
  #room: Room | null = null;
  #inFlight = 0;
  #cursor = 0;
  #strikes = 0;
  #roundTripMs = 0;
  #beat = 0;
  #unansweredBeats = 0;
  #beatSentMs = 0;
  #tabId = '';
  #candidateId = '';
  readonly #timers = new Set<() => void>();
  #draining: { sinceMs: number } | null = null;
  #unsubscribe: () => void = () => {};

  constructor(
    private readonly session: CandidateSession,
    private readonly socket: CandidateSocket,
    private readonly context: ConnectionContext,
  ) {
    const { clock } = context.parts;
    this.#send({
      t: 'hello',
      proto: PROTOCOL,
      epoch: context.epoch,
      serverNowMs: clock.wallMs(),
      hbMs: HEARTBEAT_MS,
      maxFrame: MAX_FRAME_BYTES,
      window: COMMAND_WINDOW,
    });
    this.#after(OPEN_TIMEOUT_MS, () => {
      if (this.#phase === 'awaiting-open') this.#end('open_timeout');
    });
  }

  get tabId(): string {
    return this.#tabId;
  }

  get screenId(): string {
    return this.session.screenId;
  }

  receive(text: string): void {
    if (this.#phase === 'ended') return;
    const frame = parseFrame(text);
    if (!frame) return this.#strike();
    switch (frame.t) {
      case 'open':
        if (this.#phase !== 'awaiting-open') return this.#strike();
        this.#phase = 'opening';
        this.#guard(this.#open(frame), null);
        return;
      case 'cmd':
        if (this.#phase !== 'open') return this.#strike();
        this.#guard(this.#command(frame), frame.cid);
        return;
      case 'hb':
        this.#send({
          t: 'hb_ack',
          n: frame.n,
          tSent: frame.tSent,
          serverNowMs: this.context.parts.clock.wallMs(),
          remainingMs: this.#remainingMs(),
        });
        return;
      case 'hb_ack':
        if (frame.n === this.#beat) {
          this.#unansweredBeats = 0;
          this.#roundTripMs = Math.max(0, this.context.parts.clock.monotonicMs() - this.#beatSentMs);
        }
        return;
    }
  }

  closed(): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    for (const cancel of this.#timers) cancel();
    this.#unsubscribe();
    const room = this.#room;
    if (room?.writer === this) {
      room.writer = null;
      room.lostAtMs = room.clock.isRunning() ? this.context.parts.clock.monotonicMs() : null;
    }
    this.context.onEnd(this);
  }

  giveWay(): void {
    this.#bye('open_elsewhere', null);
  }

  /** The server is about to stop: the page comes back by itself after a moment. */
  drain(reconnectAfterMs: number): void {
    this.#bye('draining', reconnectAfterMs);
  }

  async #open(frame: OpenFrame): Promise<void> {
    const { parts, rooms, epoch } = this.context;
    if (frame.proto !== PROTOCOL) return this.#end('unsupported_protocol');
    if (frame.nonce !== this.session.nonce) return this.#end('forbidden');
    const room = await rooms.get(this.session.screenId);
    await room.catchUp();
    if (room.state.phase === 'none') return this.#end('not_found');
    this.#tabId = frame.tabId;
    const other = room.writer;
    if (other && other.tabId !== frame.tabId && !frame.takeover) return this.#bye('open_elsewhere', null);
    const gen = await parts.events.nextGeneration(this.session.screenId);
    if (this.#isEnded()) return;
    room.writer?.giveWay();
    room.writer = this;
    this.#room = room;
    this.#candidateId = invitationOf(room.events).candidateId;
    await creditOutage(room, parts);
    rooms.resume(room);
    const resume = frame.epoch === epoch && frame.lastSeq <= room.version;
    const drafts = await parts.live.drafts(this.session.screenId);
    if (this.#isEnded()) return;
    this.#cursor = resume ? frame.lastSeq : 0;
    this.#phase = 'open';
    this.#send({
      t: 'welcome',
      mode: resume ? 'resume' : 'full',
      gen,
      epoch,
      lastSeq: room.version,
      view: this.#view(room),
      drafts: drafts.filter((draft) => draft.text !== '').map(({ slot, text }) => ({ slot, text })),
    });
    // The ack of a command goes out before its events, so pushes wait while one is under way.
    this.#unsubscribe = room.onChange(() => {
      if (this.#inFlight === 0) this.#push();
    });
    this.#push();
    this.#heartbeat();
  }

  async #command(frame: CommandFrame): Promise<void> {
    const room = this.#room;
    if (!room) return;
    if (frame.command.type === 'draft.put') return this.#draft(frame.cid, frame.gen, frame.command);
    this.#inFlight += 1;
    try {
      const result = await room.execute(
        frame.command,
        { role: 'candidate', id: this.#candidateId },
        { commandId: frame.cid, generation: frame.gen },
        this.#roundTripMs,
      );
      if (this.#isEnded()) return;
      if (result.kind === 'refused') this.#nack(frame.cid, result.code, result.detail);
      else this.#ack(frame.cid, result.duplicate, result.seq);
    } finally {
      this.#inFlight -= 1;
    }
    this.#push();
  }

  async #draft(cid: string, gen: number, draft: DraftPut): Promise<void> {
    const { clock, live } = this.context.parts;
    const { slot, rev, text } = draft;
    const saved = await live.putDraft({ stream: this.session.screenId, slot, generation: gen, rev, text, atMs: clock.wallMs() });
    if (this.#isEnded()) return;
    if (saved === 'superseded') return this.#nack(cid, 'superseded', null);
    this.#ack(cid, saved === 'stale', null);
  }

  #ack(cid: string, dup: boolean, seq: number | null): void {
    this.#send({ t: 'ack', cid, ok: true, dup, seq, savedAtMs: this.context.parts.clock.wallMs() });
  }

  #nack(cid: string, code: ErrorCode, detail: string | null): void {
    this.#send({ t: 'nack', cid, ok: false, code, message: detail ?? ERRORS[code].sentence });
  }

  /** Sends what the log has beyond the cursor, unless the other side is not reading. */
  #push(): void {
    const room = this.#room;
    if (this.#phase !== 'open' || !room) return;
    const frames = room.framesAfter(this.#cursor);
    for (const [index, frame] of frames.entries()) {
      if (this.#isCongested()) return;
      this.#cursor += 1;
      const newest = index === frames.length - 1;
      this.#send({
        t: 'ev',
        seq: this.#cursor,
        kind: frame.kind,
        turns: [...frame.turns],
        ...(newest && { view: this.#view(room) }),
        ...(frame.clearsDraft !== undefined && { clearsDraft: frame.clearsDraft }),
      });
    }
  }

  #isCongested(): boolean {
    const bytes = this.socket.bufferedBytes();
    if (bytes <= PAUSE_PUSH_BYTES) {
      this.#draining = null;
      return false;
    }
    const nowMs = this.context.parts.clock.monotonicMs();
    this.#draining ??= { sinceMs: nowMs };
    if (bytes > CUT_BYTES || nowMs - this.#draining.sinceMs > DRAIN_LIMIT_MS) {
      this.socket.terminate();
      this.closed();
    } else {
      this.#after(DRAIN_LOOK_MS, () => this.#push());
    }
    return true;
  }

  #heartbeat(): void {
    const jitter = 0.8 + 0.4 * (this.context.parts.ids.seed() / 2 ** 32);
    this.#after(HEARTBEAT_MS * jitter, () => {
      if (this.#unansweredBeats >= MISSED_HEARTBEATS) {
        this.socket.terminate();
        this.closed();
        return;
      }
      const { clock } = this.context.parts;
      this.#beat += 1;
      this.#unansweredBeats += 1;
      this.#beatSentMs = clock.monotonicMs();
      this.#send({ t: 'hb', n: this.#beat, tSent: clock.wallMs(), remainingMs: this.#remainingMs() });
      this.#heartbeat();
    });
  }

  #view(room: Room) {
    return viewFor({ viewer: 'candidate', usedMs: room.usedMs() }, room.state);
  }

  #remainingMs(): number | null {
    return this.#room && this.#phase === 'open' ? this.#room.remainingMs() : null;
  }

  #strike(): void {
    this.#strikes += 1;
    this.#send({ t: 'error', code: 'bad_frame', message: ERRORS.bad_frame.sentence });
    if (this.#strikes >= MAX_STRIKES) this.#end('bad_frame');
  }

  /** Nothing a candidate sends may end the process: faults are answered, logged by kind, and end this connection only. */
  #guard(work: Promise<void>, cid: string | null): void {
    work.catch((error: unknown) => {
      const code = error instanceof StoreUnavailable ? 'busy' : 'internal';
      this.context.parts.log.error(
        { screenId: this.session.screenId, error: error instanceof Error ? error.stack : String(error) },
        'command failed',
      );
      if (this.#isEnded()) return;
      if (cid !== null) this.#nack(cid, code, null);
      else this.#end(code);
    });
  }

  #bye(code: ErrorCode, reconnectAfterMs: number | null): void {
    if (this.#phase === 'ended') return;
    this.#send({ t: 'bye', code, reconnectAfterMs });
    this.#end(code);
  }

  #end(code: ErrorCode): void {
    if (this.#phase === 'ended') return;
    this.socket.close(code);
    this.closed();
  }

  #send(frame: ServerFrame): void {
    if (this.#phase !== 'ended') this.socket.send(frame);
  }

  #isEnded(): boolean {
    return this.#phase === 'ended';
  }

  #after(ms: number, call: () => void): void {
    const cancel = this.context.parts.clock.after(ms, () => {
      this.#timers.delete(cancel);
      call();
    });
    this.#timers.add(cancel);
  }
}
