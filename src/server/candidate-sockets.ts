import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CandidateSession, ErrorCode } from '#app/protocol/index.ts';
import { HEARTBEAT_MS, MAX_FRAME_BYTES } from '#app/protocol/index.ts';
import type { CandidateCookie } from './candidate-cookie.ts';
import { CandidateWire } from './candidate-wire.ts';
import { clientAddress } from './client-address.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { ServerOptions } from './server-options.ts';
import { SocketCounts, type SocketPlace } from './socket-counts.ts';
import { TokenBucket } from './token-bucket.ts';

const PATH = '/ws/screen';

/** ws refuses what is beyond these with 1009 and 1008. Its own defaults let one client hold 100 MiB (CVE-2026-48779). */
const WIRE_LIMITS = { maxPayload: MAX_FRAME_BYTES, maxFragments: 32, maxBufferedChunks: 256, perMessageDeflate: false };

interface Parts {
  readonly origins: ReadonlySet<string>;
  readonly cookie: CandidateCookie;
  readonly limits: RateLimits;
  readonly draining: () => boolean;
}

/** The WebSockets of all candidates: who may open one, and what becomes of it. */
export class CandidateSockets {
  readonly #accepting = new WebSocketServer({ noServer: true, clientTracking: false, ...WIRE_LIMITS });
  readonly #counts: SocketCounts;
  readonly #raw = new Set<Duplex>();
  readonly #wires = new Set<CandidateWire>();
  #cancelPing: () => void;

  constructor(
    private readonly options: ServerOptions,
    private readonly parts: Parts,
  ) {
    this.#counts = new SocketCounts(parts.limits);
    this.#cancelPing = this.#schedulePing();
  }

  /** Handles the `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#raw.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#raw.delete(socket));
    this.#admit(request, socket, head).catch((error: unknown) => {
      this.options.log.error({ route: PATH, error }, 'an upgrade failed');
      refuseUpgrade(socket, 'internal');
    });
  }

  /** Cuts what is still connected and releases the timer. */
  stop(): void {
    this.#cancelPing();
    for (const socket of this.#raw) socket.destroy();
  }

  async #admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const refusal = this.#refusalBeforeLogin(request);
    if (refusal !== null) return refuseUpgrade(socket, refusal);
    const login = this.parts.cookie.read(request.headers.cookie);
    if (login === null) return refuseUpgrade(socket, 'sign_in_needed');

    const place = this.#counts.admit(clientAddress(request, this.options.trustProxy ?? 0));
    if (typeof place === 'string') return refuseUpgrade(socket, place);
    socket.once('close', place.left);

    const session = await this.options.engine.candidateSession(login);
    if (!session.ok) return refuseUpgrade(socket, session.code);
    if (socket.destroyed) return;
    const leaveScreen = this.#counts.admitToScreen(session.value.screenId);
    if (leaveScreen === null) return refuseUpgrade(socket, 'rate_limited');
    socket.once('close', leaveScreen);
    this.#accepting.handleUpgrade(request, socket, head, (ws) => this.#open(ws, socket, session.value, place));
  }

  /** A page of another site would connect with the candidate's cookie: only a browser's Origin tells. */
  #refusalBeforeLogin({ url, headers }: IncomingMessage): ErrorCode | null {
    if (url !== PATH) return 'not_found';
    if (this.parts.draining()) return 'draining';
    if (headers.origin === undefined || !this.parts.origins.has(headers.origin)) return 'forbidden';
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' ? null : 'forbidden';
  }

  #open(ws: WebSocket, raw: Duplex, session: CandidateSession, place: SocketPlace): void {
    const { engine, log, clock } = this.options;
    const { framesPerSecond, frameBurst } = this.parts.limits;
    const monotonicMs = () => clock.monotonicMs();
    const limited = framesPerSecond !== Number.POSITIVE_INFINITY;
    const bucket = limited ? new TokenBucket(framesPerSecond, frameBurst, monotonicMs()) : null;
    const wire = new CandidateWire(ws, { raw, bucket, monotonicMs, onWelcome: place.welcomed });
    this.#wires.add(wire);
    ws.once('close', () => {
      this.#wires.delete(wire);
      wire.closed();
    });
    try {
      wire.attach(engine.connect(session, wire));
    } catch (error) {
      log.error({ screenId: session.screenId, error }, 'a connection could not be taken up');
      wire.close('internal');
    }
  }

  #schedulePing(): () => void {
    return this.options.clock.after(HEARTBEAT_MS, () => {
      for (const wire of this.#wires) wire.ping();
      this.#cancelPing = this.#schedulePing();
    });
  }
}
