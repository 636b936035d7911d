import type { RateLimits } from './rate-limits.ts';

/** A WebSocket that has been let in. Both calls may come more than once. */
export interface SocketPlace {
  /** It is no longer a stranger. */
  welcomed(): void;
  left(): void;
}

/** How many WebSockets there are: in total, per screen, and per address while they have not been welcomed. */
export class SocketCounts {
  #total = 0;
  readonly #perScreen = new Map<string, number>();
  readonly #strangers = new Map<string, number>();

  constructor(private readonly limits: RateLimits) {}

  get total(): number {
    return this.#total;
  }

  /** Before anything is looked up, so that a flood costs no queries. */
  admit(address: string): SocketPlace | 'busy' | 'rate_limited' {
    if (this.#total >= this.limits.sockets) return 'busy';
    if ((this.#strangers.get(address) ?? 0) >= this.limits.unopenedSocketsPerAddress) return 'rate_limited';
    this.#total += 1;
    const welcomed = raise(this.#strangers, address);
    const left = once(() => {
      this.#total -= 1;
      welcomed();
    });
    return { welcomed, left };
  }

  /** After the login is known. Null when the screen has too many already; else what takes it off the count. */
  admitToScreen(screenId: string): (() => void) | null {
    if ((this.#perScreen.get(screenId) ?? 0) >= this.limits.socketsPerScreen) return null;
    return raise(this.#perScreen, screenId);
  }
}

function raise(counts: Map<string, number>, key: string): () => void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
  return once(() => {
    const left = (counts.get(key) ?? 0) - 1;
    if (left > 0) counts.set(key, left);
    else counts.delete(key);
  });
}

function once(call: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    call();
  };
}
