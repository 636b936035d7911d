import { canonicalJson, sha256 } from '#app/banks/index.ts';
import {
  candidateFrame,
  decide,
  effectsOf,
  evolve,
  isClockRunning,
  nothing,
  remainingMs,
  type ScreenState,
  summaryOf,
  usedMsOf,
} from '#app/interview/index.ts';
import type { NewJob } from '#app/ports/index.ts';
import type { Actor, Command, ErrorCode, RecordedEvent, ScreenEvent } from '#app/protocol/index.ts';
import type { EngineParts } from './engine-parts.ts';
import { RunningClock } from './running-clock.ts';

/** How often a decision is made anew because another writer was faster, before giving up. */
const MAX_CONFLICTS = 8;

export interface ClientCommandStamp {
  readonly commandId: string;
  /** Connection generation for the fence; null for staff, jobs and timers. */
  readonly generation: number | null;
}

export type CommandResult =
  | { readonly kind: 'done'; readonly seq: number; readonly duplicate: boolean }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string | null };

type PublicFrame = ReturnType<typeof candidateFrame>;

/** What a room knows of the connection that holds it. */
export interface RoomWriter {
  readonly tabId: string;
  /** Tells the other side that another tab or device has taken over, and ends. */
  giveWay(): void;
}

interface Foresight {
  readonly events: readonly ScreenEvent[];
  readonly frames: readonly PublicFrame[];
  readonly state: ScreenState;
  readonly jobs: readonly NewJob[];
}

/**
 * One screen in this process: its folded state, its running clock, and what a candidate may know of each event. The log stays
 * the truth: every command is decided on the newest version known here and appended with that version; when another process
 * was faster the room catches up and decides again.
 */
export class Room {
  #state: ScreenState = nothing;
  #version = 0;
  readonly #frames: PublicFrame[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #listeners = new Set<() => void>();
  #tail: Promise<unknown> = Promise.resolve();
  readonly clock: RunningClock;

  private constructor(
    readonly screenId: string,
    private readonly parts: EngineParts,
    private readonly onNewJobs: () => void,
  ) {
    this.clock = new RunningClock(parts.clock);
  }

  /** Reads the stream from the log. The room of an unknown screen is in phase `none`. */
  static async load(screenId: string, parts: EngineParts, onNewJobs: () => void): Promise<Room> {
    const room = new Room(screenId, parts, onNewJobs);
    await room.catchUp();
    room.clock.restore(Math.max(usedMsOf(room.#state), await parts.live.clock(screenId)));
    return room;
  }

  get state(): ScreenState {
    return this.#state;
  }

  get version(): number {
    return this.#version;
  }

  get events(): readonly RecordedEvent[] {
    return this.#events;
  }

  /** Active time used as of now, in milliseconds. */
  usedMs(): number {
    return this.clock.usedMs();
  }

  remainingMs(): number {
    return remainingMs(this.#state, this.usedMs());
  }

  isRunning(): boolean {
    return isClockRunning(this.#state);
  }

  /** What a candidate may know of the events after `seq`, in order. */
  framesAfter(seq: number): readonly PublicFrame[] {
    return this.#frames.slice(seq);
  }

  /** Calls after every change; the returned function ends that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The connection that may write, if a candidate is there. */
  writer: RoomWriter | null = null;
  /** Monotonic time at which the last connection was lost while the clock ran; null otherwise. */
  lostAtMs: number | null = null;

  /** Carries out one command, after those already under way. Resolves after the commit. */
  execute(command: Command, by: Actor, stamp: ClientCommandStamp | null, roundTripMs = 0): Promise<CommandResult> {
    const run = this.#tail.then(() => this.#execute(command, by, stamp, roundTripMs));
    this.#tail = run.catch(() => undefined);
    return run;
  }

  async #execute(command: Command, by: Actor, stamp: ClientCommandStamp | null, roundTripMs: number): Promise<CommandResult> {
    const ledger = stamp && { commandId: stamp.commandId, requestHash: sha256(canonicalJson(command)) };
    for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
      const nowMs = this.parts.clock.wallMs();
      const decision = decide(command, this.#state, { at: new Date(nowMs).toISOString(), by, usedMs: this.usedMs(), roundTripMs });
      if (decision.kind === 'rejected') {
        const earlier = ledger && (await this.parts.events.findCommand(this.screenId, ledger.commandId));
        if (earlier && earlier.requestHash !== ledger.requestHash) return { kind: 'refused', code: 'command_id_reused', detail: null };
        if (earlier) return { kind: 'done', seq: earlier.lastSeq, duplicate: true };
        return { kind: 'refused', code: decision.code, detail: decision.detail ?? null };
      }
      if (decision.events.length === 0 && ledger === null) return { kind: 'done', seq: this.#version, duplicate: true };
      const next = this.#foresee(decision.events);
      const result = await this.parts.events.append({
        stream: this.screenId,
        expectedVersion: this.#version,
        events: decision.events,
        jobs: next.jobs,
        ledger,
        summary: decision.events.length > 0 ? summaryOf(next.state, this.#version + decision.events.length) : null,
        generation: stamp?.generation ?? null,
      });
      switch (result.kind) {
        case 'appended':
          this.#adopt(next);
          if (next.jobs.length > 0) this.onNewJobs();
          return { kind: 'done', seq: this.#version, duplicate: false };
        case 'duplicate':
          await this.catchUp();
          return { kind: 'done', seq: result.lastSeq, duplicate: true };
        case 'command-id-reused':
          return { kind: 'refused', code: 'command_id_reused', detail: null };
        case 'superseded':
          return { kind: 'refused', code: 'superseded', detail: null };
        case 'version-conflict':
          await this.catchUp();
          break;
      }
    }
    return { kind: 'refused', code: 'version_conflict', detail: null };
  }

  /** Takes in what other processes appended. */
  async catchUp(): Promise<void> {
    const news = await this.parts.events.read(this.screenId, this.#version);
    if (news.length > 0) this.#adopt(this.#foresee(news.map((recorded) => recorded.event)));
  }

  /** What these events would make of the screen; nothing changes yet. */
  #foresee(events: readonly ScreenEvent[]): Foresight {
    const nowMs = this.parts.clock.wallMs();
    const settings = { graders: [this.parts.grader.name] };
    let state = this.#state;
    const jobs: NewJob[] = [];
    const frames: PublicFrame[] = [];
    for (const event of events) {
      state = evolve(state, event);
      frames.push(candidateFrame(event, state));
      for (const effect of effectsOf(event, state, settings)) jobs.push({ ...effect, runAtMs: nowMs });
    }
    return { events, frames, state, jobs };
  }

  #adopt(next: Foresight): void {
    this.#state = next.state;
    for (const event of next.events) {
      this.#version += 1;
      this.#events.push({ seq: this.#version, event });
    }
    this.#frames.push(...next.frames);
    this.clock.follow(isClockRunning(this.#state), usedMsOf(this.#state));
    for (const listener of this.#listeners) listener();
  }
}
