import type { CandidateConnection, CandidateSocket, Engine } from '#app/engine/index.ts';
import type { CandidateSession } from '#app/protocol/index.ts';
import { ERRORS } from '#app/protocol/index.ts';
import type { createConnection } from '#app/web/connection/index.ts';
import type { FakeClock } from './fake-clock.ts';

type OpenSocket = Parameters<typeof createConnection>[0]['openSocket'];

const ABNORMAL = 1006;
const LONGEST_DELAY_MS = 400;
const CUT_CHANCE = 0.02;
const SILENCE_CHANCE = 0.005;
const REFUSED_CHANCE = 0.1;

/**
 * A wire between the browser's connection and the engine's, both real, that delays messages, cuts in the middle and sometimes goes
 * silent in one direction. Order is kept within a direction, as TCP does.
 */
export class LossyNetwork {
  readonly #cuts = new Set<() => void>();
  /** Null while the server is down. */
  engine: Engine | null = null;

  constructor(
    private readonly session: CandidateSession,
    private readonly clock: FakeClock,
    private readonly random: () => number,
  ) {}

  /** Every open wire breaks, as when the server is killed. */
  cutAll(): void {
    for (const cut of [...this.#cuts]) cut();
  }

  readonly openSocket: OpenSocket = (events) => {
    let open = true;
    let server: CandidateConnection | null = null;
    const silent = { up: false, down: false };
    const arrivesAt = { up: 0, down: 0 };

    const end = (code: number) => {
      if (!open) return;
      open = false;
      this.#cuts.delete(cut);
      server?.closed();
      this.clock.after(1, () => events.closed(code));
    };
    const cut = () => end(ABNORMAL);
    const carry = (way: 'up' | 'down', deliver: () => void) => {
      if (this.random() < CUT_CHANCE) return cut();
      if (this.random() < SILENCE_CHANCE) silent[way] = true;
      if (silent[way]) return;
      arrivesAt[way] = Math.max(arrivesAt[way], this.clock.monotonicMs() + this.random() * LONGEST_DELAY_MS);
      this.clock.after(arrivesAt[way] - this.clock.monotonicMs(), () => open && deliver());
    };

    this.#cuts.add(cut);
    this.clock.after(this.random() * LONGEST_DELAY_MS, () => {
      if (!open) return;
      if (!this.engine || this.random() < REFUSED_CHANCE) return cut();
      const socket: CandidateSocket = {
        send: (frame) => carry('down', () => events.message(JSON.stringify(frame))),
        close: (code) => this.clock.after(1, () => end(code === null ? 1000 : (ERRORS[code].close ?? ABNORMAL))),
        terminate: cut,
        bufferedBytes: () => 0,
      };
      server = this.engine.connect(this.session, socket);
    });
    return {
      send: (text) => carry('up', () => server?.receive(text)),
      close: (code) => end(code),
    };
  };
}
