import type { ClientFrame, ServerFrame } from '#app/protocol/index.ts';
import { unreachable } from '../parts/unreachable.ts';
import { backOffMs } from './back-off.ts';
import { type ClosePolicy, closePolicy, type StopReason } from './close-policy.ts';
import { parseServerFrame } from './server-frame.ts';
import type { Socket, Surroundings } from './surroundings.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** The server speaks at least every 18 s (15 s and a fifth): after this much silence the wire is dead. */
export const SILENCE_MS = 25_000;
/** A probe must be answered within this time. */
const PROBE_TIMEOUT_MS = 5_000;
/** A connection that lasted this long forgets earlier failures. */
const STABLE_MS = 60_000;
const HEARTBEAT_TIMEOUT_CODE = 4108;
const ABNORMAL_CLOSE = 1006;

export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly gen: number }
  /** `untilMs`: monotonic time of the next try. */
  | { readonly kind: 'waiting'; readonly untilMs: number }
  /** Opened in another tab or on another device: only the person can say which one goes on. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

export interface LineEvents {
  frame(frame: ServerFrame): void;
  changed(link: Link): void;
  /** Nothing is waiting to be sent and nobody is looking: the next try may take its time. */
  isResting(): boolean;
}

export interface Line {
  open(): void;
  /** Ends the line for good, for instance because the page goes away. */
  end(): void;
  /** False when there is no wire; nothing is queued here. */
  send(frame: ClientFrame): boolean;
  /** The handshake is done. */
  markLive(gen: number): void;
  /** Something suggests that the wire may be dead or back: look now. */
  probe(): void;
  /** Closes with `code` and goes on as its policy says. */
  reopen(code: number): void;
}

/** One socket after another towards the same server. Events of a socket that was replaced are ignored. */
export function createLine({ openSocket, clock, random, checkLogin }: Omit<Surroundings, 'store'>, events: LineEvents): Line {
  let link: Link = { kind: 'connecting' };
  let socket: Socket | null = null;
  let serial = 0;
  let attempt = 0;
  let faults = 0;
  let heardHello = false;
  let heartbeats = 0;
  let comeBackWithinMs: number | null = null;
  let cancelSilence = () => {};
  let cancelWait = () => {};
  let cancelStable = () => {};

  function setLink(next: Link): void {
    link = next;
    events.changed(next);
  }

  function expectFrameWithin(ms: number): void {
    cancelSilence();
    cancelSilence = clock.after(ms, () => reopen(HEARTBEAT_TIMEOUT_CODE));
  }

  function open(): void {
    abandon(HEARTBEAT_TIMEOUT_CODE);
    serial += 1;
    const mine = serial;
    heardHello = false;
    comeBackWithinMs = null;
    setLink({ kind: 'connecting' });
    expectFrameWithin(CONNECT_TIMEOUT_MS);
    socket = openSocket({
      message: (text) => {
        if (mine === serial) receive(text);
      },
      closed: (code) => {
        if (mine === serial) lost(code);
      },
    });
  }

  function abandon(code: number): void {
    cancelSilence();
    cancelWait();
    cancelStable();
    serial += 1;
    const old = socket;
    socket = null;
    old?.close(code);
  }

  function receive(text: string): void {
    const frame = parseServerFrame(text);
    if (frame === null) return;
    expectFrameWithin(SILENCE_MS);
    if (frame.t === 'hello') heardHello = true;
    if (frame.t === 'hb') send({ t: 'hb_ack', n: frame.n, tSent: frame.tSent });
    if (frame.t === 'bye') comeBackWithinMs = frame.reconnectAfterMs;
    events.frame(frame);
  }

  function reopen(code: number): void {
    abandon(code);
    lost(code);
  }

  function lost(code: number): void {
    abandon(ABNORMAL_CLOSE);
    const policy = closePolicy(code);
    switch (policy.kind) {
      case 'stop':
        return setLink({ kind: 'stopped', reason: policy.reason });
      case 'ask':
        return setLink({ kind: 'elsewhere' });
      case 'now':
      case 'back-off':
        return tryAgain(policy);
      default:
        return unreachable(policy);
    }
  }

  function tryAgain(policy: Exclude<ClosePolicy, { kind: 'stop' } | { kind: 'ask' }>): void {
    if (policy.kind === 'back-off' && Number.isFinite(policy.attempts)) {
      faults += 1;
      if (faults >= policy.attempts) return setLink({ kind: 'stopped', reason: 'failing' });
    }
    // Coming back at once is for a single stumble: a server that asks for it again and again gets the back-off.
    const atOnce = policy.kind === 'now' && attempt === 0;
    const within = comeBackWithinMs;
    const delay = within !== null ? Math.floor(random() * within) : atOnce ? 0 : backOffMs(attempt, events.isResting(), random);
    attempt += 1;
    cancelWait = clock.after(delay, open);
    setLink({ kind: 'waiting', untilMs: clock.monotonicMs() + delay });
    if (!heardHello) void stopWhenSignedOut(serial);
  }

  /** A browser hides why an upgrade was refused; a plain request tells. */
  async function stopWhenSignedOut(asked: number): Promise<void> {
    const login = await checkLogin();
    if (login !== 'ended' || asked !== serial) return;
    abandon(ABNORMAL_CLOSE);
    setLink({ kind: 'stopped', reason: 'signed-out' });
  }

  function send(frame: ClientFrame): boolean {
    if (socket === null) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  function markLive(gen: number): void {
    cancelStable = clock.after(STABLE_MS, () => {
      attempt = 0;
      faults = 0;
    });
    setLink({ kind: 'live', gen });
  }

  function probe(): void {
    if (link.kind === 'waiting') return open();
    if (link.kind !== 'live') return;
    heartbeats += 1;
    send({ t: 'hb', n: heartbeats, tSent: clock.wallMs() });
    expectFrameWithin(PROBE_TIMEOUT_MS);
  }

  return { open, end: () => abandon(1000), send, markLive, probe, reopen };
}
