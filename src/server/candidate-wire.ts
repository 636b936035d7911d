import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { CandidateConnection, CandidateSocket } from '#app/engine/index.ts';
import { ERRORS, type ErrorCode, type ServerFrame } from '#app/protocol/index.ts';
import type { TokenBucket } from './token-bucket.ts';

const NORMAL = 1_000;
const UNSUPPORTED_DATA = 1_003;
const POLICY = 1_008;
const STRIKES = 3;
const MISSED_PONGS = 2;
const CID = /"cid":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/;

export interface WireOptions {
  /** The stream below the WebSocket. */
  readonly raw: Duplex;
  /** Null: no limit. */
  readonly bucket: TokenBucket | null;
  readonly monotonicMs: () => number;
  /** The engine has welcomed this connection: it no longer counts as a stranger. */
  readonly onWelcome: () => void;
}

/** One WebSocket of a candidate, between `ws` and the engine. The engine writes to it; `attach` lets it read. */
export class CandidateWire implements CandidateSocket {
  #connection: CandidateConnection | null = null;
  #welcomed = false;
  /** Set once either side has decided to end it: nothing that still arrives is read. */
  #ending = false;
  #strikes = 0;
  #missedPongs = 0;
  #gathering = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: WireOptions,
  ) {
    // ws closes by itself with 1002, 1007, 1008 or 1009; an error without a listener would end the process.
    socket.on('error', () => {
      this.#ending = true;
    });
    socket.on('pong', () => {
      this.#missedPongs = 0;
    });
  }

  attach(connection: CandidateConnection): void {
    this.#connection = connection;
    this.socket.on('message', (data, isBinary) => this.#receive(connection, data, isBinary));
  }

  /** The wire is gone. */
  closed(): void {
    this.#ending = true;
    this.#connection?.closed();
  }

  send(frame: ServerFrame): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.#gather();
    this.socket.send(JSON.stringify(frame));
    if (!this.#welcomed && frame.t === 'welcome') {
      this.#welcomed = true;
      this.options.onWelcome();
    }
  }

  close(code: ErrorCode | null): void {
    this.#ending = true;
    if (code === null) this.socket.close(NORMAL);
    else this.socket.close(ERRORS[code].close ?? POLICY, code);
  }

  terminate(): void {
    this.#ending = true;
    this.socket.terminate();
  }

  bufferedBytes(): number {
    return this.socket.bufferedAmount;
  }

  /** A protocol ping, which no script on the page can answer or forget; after two without an answer the other side is gone. */
  ping(): void {
    if (this.#missedPongs >= MISSED_PONGS) {
      this.terminate();
      return;
    }
    this.#missedPongs += 1;
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
  }

  /** An ack and the events behind it are sent in one breath: one write to the system in place of one for each frame. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.options.raw.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.options.raw.uncork();
    });
  }

  #receive(connection: CandidateConnection, data: RawData, isBinary: boolean): void {
    if (this.#ending) return;
    if (isBinary) {
      this.#ending = true;
      this.socket.close(UNSUPPORTED_DATA);
      return;
    }
    const text = data.toString();
    const { bucket } = this.options;
    if (bucket === null || bucket.take(this.options.monotonicMs())) connection.receive(text);
    else this.#refuse(text);
  }

  /** Not parsed: a flood must cost less to refuse than to answer. A command learns by its id that it has to be sent again. */
  #refuse(text: string): void {
    this.#strikes += 1;
    if (this.#strikes >= STRIKES) {
      this.close('rate_limited');
      return;
    }
    const cid = CID.exec(text)?.[1];
    const message = ERRORS.rate_limited.sentence;
    this.send(cid ? { t: 'nack', cid, ok: false, code: 'rate_limited', message } : { t: 'error', code: 'rate_limited', message });
  }
}
