import type { CandidateCommand, CandidateSession, CandidateView, DraftPut, ServerFrame } from '#app/protocol/index.ts';
import { unreachable } from '../parts/unreachable.ts';
import type { ClockReading } from './clock-reading.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { slotUsedBy } from './draft-slot.ts';
import { createLine } from './line.ts';
import { createOutbox } from './outbox.ts';
import { applyEvent, EMPTY_LOG, type ScreenLog } from './screen-log.ts';
import { type ScreenState, UNCONNECTED } from './screen-state.ts';
import { PROTOCOL } from './server-frame.ts';
import type { Surroundings } from './surroundings.ts';
import { uuid7 } from './uuid7.ts';

const SEQUENCE_GAP_CODE = 4210;

/** Body of the hand-in of a draft by a page that goes away (`DraftBeacon` of the protocol). */
export interface Beacon {
  readonly nonce: string;
  readonly gen: number;
  readonly draft: DraftPut;
}

export interface ConnectionOptions extends Surroundings {
  readonly session: CandidateSession;
  readonly tabId: string;
  readonly onChange: (state: ScreenState) => void;
}

/** The candidate's end of a screen: what the pages may ask for. What comes of it arrives through `onChange`. */
export interface Connection {
  start(): Promise<void>;
  end(): void;
  state(): ScreenState;
  send(command: CandidateCommand): void;
  type(slot: string, text: string): void;
  saveNow(slot: string): void;
  chooseDraft(slot: string, which: 'mine' | 'other'): void;
  dismissRefusal(): void;
  /** The person wants this tab to go on with the screen. */
  takeOver(): void;
  /** The page is back, visible or online again. */
  probe(): void;
  setHidden(isHidden: boolean): void;
  /** What to hand in by beacon while the page goes away. */
  takeBeacons(): readonly Beacon[];
}

export function createConnection({ session, tabId, onChange, ...surroundings }: ConnectionOptions): Connection {
  const { store, clock, random } = surroundings;
  let state = UNCONNECTED;
  let log: ScreenLog = EMPTY_LOG;
  let epoch: string | null = null;
  let storedEpoch: string | null = null;
  let gen = 0;
  let revision = 0;
  let catchUpTo = 0;
  let wantsTakeover = false;
  let isHidden = false;
  /** Done, but what came of it has not arrived: the page still shows the state before, and must not let it be sent again. */
  let landing: readonly { readonly seq: number; readonly command: CandidateCommand }[] = [];

  const outbox = createOutbox(surroundings, (cid, command) => line.send({ t: 'cmd', cid, gen, command }));

  const drafts = createDraftKeeper(surroundings, (slot, text) => {
    if (state.link.kind !== 'live') return null;
    const cid = uuid7(clock.wallMs(), random);
    revision += 1;
    return line.send({ t: 'cmd', cid, gen, command: { type: 'draft.put', slot, rev: revision, text } }) ? cid : null;
  });

  const line = createLine(surroundings, {
    frame: receive,
    changed: (link) => {
      if (link.kind !== 'live') {
        outbox.disconnected();
        drafts.disconnected();
      }
      publish({ link });
    },
    isResting: () => isHidden && outbox.pending().length === 0,
  });

  function publish(patch: Partial<ScreenState>): void {
    landing = landing.filter(({ seq }) => seq > log.seq);
    const pending = [...landing.map(({ command }) => command), ...outbox.pending()];
    state = { ...state, ...patch, pending, drafts: drafts.view(), isDurable: store.isDurable() };
    onChange(state);
  }

  function receive(frame: ServerFrame): void {
    switch (frame.t) {
      case 'hello':
        line.send({ t: 'open', proto: PROTOCOL, lastSeq: log.seq, epoch, tabId, takeover: wantsTakeover, nonce: session.nonce });
        return;
      case 'welcome':
        return welcomed(frame);
      case 'ev':
        return happened(frame);
      case 'ack':
        return done(frame);
      case 'nack':
        return refused(frame);
      case 'hb':
      case 'hb_ack':
        return frame.remainingMs === null ? undefined : heard(frame.remainingMs);
      // A planned goodbye is followed by the close itself; a frame of ours without an id has nobody to tell.
      case 'bye':
      case 'error':
        return;
      default:
        return unreachable(frame);
    }
  }

  function done({ cid, seq }: Extract<ServerFrame, { t: 'ack' }>): void {
    const command = drafts.acked(cid) ? null : outbox.acked(cid);
    if (command !== null && seq !== null) landing = [...landing, { seq, command }];
    publish({});
  }

  function welcomed(frame: Extract<ServerFrame, { t: 'welcome' }>): void {
    if (frame.mode === 'full') log = EMPTY_LOG;
    if (storedEpoch !== null && storedEpoch !== frame.epoch) outbox.offerAgain();
    if (storedEpoch !== frame.epoch) void store.putEpoch(frame.epoch);
    epoch = frame.epoch;
    storedEpoch = frame.epoch;
    gen = frame.gen;
    catchUpTo = frame.lastSeq;
    wantsTakeover = false;
    line.markLive(gen);
    outbox.connected();
    drafts.welcomed(frame.drafts);
    publish({ ...seen(frame.view), turns: log.turns, isCaughtUp: log.seq >= catchUpTo });
  }

  function happened(frame: Extract<ServerFrame, { t: 'ev' }>): void {
    const next = applyEvent(log, frame);
    if (next === 'old') return;
    if (next === 'gap') return line.reopen(SEQUENCE_GAP_CODE);
    log = next;
    if (frame.clearsDraft !== undefined) drafts.clear(frame.clearsDraft);
    publish({ ...(frame.view && seen(frame.view)), turns: log.turns, isCaughtUp: log.seq >= catchUpTo });
  }

  function refused({ cid, code, message }: Extract<ServerFrame, { t: 'nack' }>): void {
    if (drafts.nacked(cid, code)) return publish({});
    const command = outbox.nacked(cid, code);
    if (command === null) return publish({});
    const slot = slotUsedBy(command);
    if (slot !== null) drafts.unsettle(slot);
    publish({ refusal: { command, code, message } });
  }

  function seen(view: CandidateView): { view: CandidateView; clock: ClockReading } {
    return { view, clock: { ...view.clock, readAtMs: clock.monotonicMs() } };
  }

  function heard(remaining: number): void {
    if (state.clock) publish({ clock: { ...state.clock, remainingMs: remaining, readAtMs: clock.monotonicMs() } });
  }

  return {
    async start() {
      const stored = await store.load();
      storedEpoch = stored.epoch;
      outbox.restore(stored.outbox);
      drafts.restore(stored.drafts);
      for (const command of outbox.pending()) settleDraftOf(command);
      line.open();
    },
    end: line.end,
    state: () => state,
    send(command) {
      settleDraftOf(command);
      outbox.add(command);
      publish({ refusal: null });
    },
    type(slot, text) {
      drafts.type(slot, text);
      publish({});
    },
    saveNow(slot) {
      drafts.flush(slot);
      publish({});
    },
    chooseDraft(slot, which) {
      drafts.choose(slot, which);
      publish({});
    },
    dismissRefusal: () => publish({ refusal: null }),
    takeOver() {
      wantsTakeover = true;
      line.open();
    },
    probe: line.probe,
    setHidden(hidden) {
      isHidden = hidden;
    },
    takeBeacons() {
      if (gen === 0) return [];
      return drafts.takeUnsaved().map(({ slot, text }) => {
        revision += 1;
        return { nonce: session.nonce, gen, draft: { type: 'draft.put', slot, rev: revision, text } };
      });
    },
  };

  function settleDraftOf(command: CandidateCommand): void {
    const slot = slotUsedBy(command);
    if (slot !== null) drafts.settle(slot);
  }
}
