import { openDraftSlot } from '#app/interview/index.ts';
import { CLOCK_PERSIST_MS, GRACE_MS, MAX_RTT_MS } from '#app/protocol/index.ts';
import { creditOutage } from './credit-outage.ts';
import type { EngineParts } from './engine-parts.ts';
import { Room } from './room.ts';

/** A screen whose candidate does not come back after a restart of the server gets this long before its clock runs again. */
const RESTART_HOLD_MS = 120_000;
/** Rooms without a connection and without a running clock are forgotten after this long. */
const IDLE_MS = 10 * 60_000;
/** Invites past their deadline are looked for this often. */
const DEADLINE_SWEEP_MS = 60_000;
const SWEEP_LIMIT = 10_000;

/**
 * The screens that are alive in this process, and their timers: persisting running clocks, handing in when time is over,
 * expiring invites.
 */
export class Rooms {
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #expiry = new Map<string, () => void>();
  readonly #lastUse = new Map<string, number>();
  readonly #timers = new Set<() => void>();
  #stopped = false;

  constructor(
    private readonly parts: EngineParts,
    private readonly onNewJobs: () => void,
  ) {}

  /** The room of a screen, loaded once. A load that fails is forgotten, so that the next call tries again. */
  get(screenId: string): Promise<Room> {
    this.#lastUse.set(screenId, this.parts.clock.monotonicMs());
    const known = this.#rooms.get(screenId);
    if (known) return known;
    const loading = Room.load(screenId, this.parts, this.onNewJobs).then((room) => {
      room.onChange(() => this.#planExpiry(room));
      return room;
    });
    this.#rooms.set(screenId, loading);
    loading.catch(() => this.#rooms.delete(screenId));
    return loading;
  }

  /** Takes up screens whose clock ran when an earlier process ended, and begins the sweeps. */
  async start(): Promise<void> {
    const open = await this.parts.screens.list({ status: ['in-progress'], limit: SWEEP_LIMIT });
    for (const { screenId } of open) await this.get(screenId);
    this.#every(CLOCK_PERSIST_MS, () => this.#persistClocks());
    this.#every(DEADLINE_SWEEP_MS, () => this.#sweep());
    this.#timers.add(this.parts.clock.after(RESTART_HOLD_MS, () => void this.#resumeAll()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const cancel of [...this.#timers, ...this.#expiry.values()]) cancel();
    await this.#persistClocks();
  }

  /** A candidate is connected: the clock may run. */
  resume(room: Room): void {
    room.clock.resume();
    this.#planExpiry(room);
  }

  async #resumeAll(): Promise<void> {
    for (const loading of this.#rooms.values()) this.resume(await loading);
  }

  #every(ms: number, work: () => Promise<void>): void {
    let cancel = () => {};
    const again = () => {
      this.#timers.delete(cancel);
      if (this.#stopped) return;
      cancel = this.parts.clock.after(ms, () => {
        work()
          .catch((error: unknown) => this.parts.log.warn({ error: String(error) }, 'timer work failed; it is tried again'))
          .finally(again);
      });
      this.#timers.add(cancel);
    };
    again();
  }

  async #persistClocks(): Promise<void> {
    const running = (await Promise.all(this.#rooms.values())).filter((room) => room.clock.isRunning());
    await Promise.all(running.map((room) => this.parts.live.putClock(room.screenId, room.usedMs())));
  }

  #planExpiry(room: Room): void {
    this.#expiry.get(room.screenId)?.();
    this.#expiry.delete(room.screenId);
    if (this.#stopped || !room.clock.isRunning()) return;
    // A submission on its way is accepted within the grace; only after that does the draft stand in for it.
    const inMs = Math.max(0, room.remainingMs()) + GRACE_MS + MAX_RTT_MS;
    this.#expiry.set(
      room.screenId,
      this.parts.clock.after(inMs, () => void this.#expireTime(room)),
    );
  }

  async #expireTime(room: Room): Promise<void> {
    if (await creditOutage(room, this.parts)) return this.#planExpiry(room);
    const slot = openDraftSlot(room.state);
    const drafts = await this.parts.live.drafts(room.screenId);
    const draft = drafts.find((candidate) => candidate.slot === slot)?.text ?? '';
    await room.execute({ type: 'time.expire', draft }, { role: 'timer', id: 'clock' }, null);
    this.#planExpiry(room);
  }

  async #sweep(): Promise<void> {
    const nowIso = new Date(this.parts.clock.wallMs()).toISOString();
    const waiting = await this.parts.screens.list({ status: ['invited', 'opened'], limit: SWEEP_LIMIT });
    for (const { screenId, deadline } of waiting) {
      if (deadline < nowIso) await (await this.get(screenId)).execute({ type: 'invite.expire' }, { role: 'timer', id: 'deadline' }, null);
    }
    const forgetBefore = this.parts.clock.monotonicMs() - IDLE_MS;
    for (const [screenId, loading] of this.#rooms) {
      const room = await loading;
      if (room.writer !== null || room.clock.isRunning() || (this.#lastUse.get(screenId) ?? 0) > forgetBefore) continue;
      this.#rooms.delete(screenId);
      this.#lastUse.delete(screenId);
    }
  }
}
