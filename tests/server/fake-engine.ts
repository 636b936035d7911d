import type { CandidateConnection, CandidateSocket, Engine } from '#app/engine/index.ts';
import type { CandidateSession } from '#app/protocol/index.ts';

export const SCREEN_ID = '018f3c1e-0000-7000-8000-000000000001';
export const COMMAND_ID = '018f3c1e-0000-7000-8000-0000000000aa';
export const LOGIN = 'L'.repeat(43);
export const TOKEN = 't'.repeat(43);
export const SESSION: CandidateSession = { screenId: SCREEN_ID, nonce: 'nonce-1' };

export const ENGINE_HEALTH = { ready: true, connections: 0, jobs: { ready: 0, leased: 0, done: 0, dead: 0 } };

/** One connection as the engine sees it. */
export interface FakeConnection {
  readonly session: CandidateSession;
  readonly socket: CandidateSocket;
  readonly received: string[];
  closed: number;
}

export interface FakeEngine extends Engine {
  /** Name and arguments of every call, in order. */
  readonly calls: [name: string, ...args: unknown[]][];
  readonly connections: FakeConnection[];
}

/** Answers everything with the simplest success. A test replaces what it is about. */
export function fakeEngine(change: Partial<Engine> = {}): FakeEngine {
  const calls: FakeEngine['calls'] = [];
  const connections: FakeConnection[] = [];
  /** Notes each call of one function of the engine. */
  function said<K extends Noted>(name: K, answer: Engine[K]): Engine[K] {
    const noted = (...args: unknown[]): unknown => {
      calls.push([name, ...args]);
      return Reflect.apply(answer, undefined, args);
    };
    return noted as Engine[K];
  }
  return {
    calls,
    connections,
    start: async () => {},
    stop: async () => {},
    banks: said('banks', () => []),
    catalogue: said('catalogue', () => []),
    catalogueBank: said('catalogueBank', () => ({ ok: false, code: 'not_found' })),
    catalogueQuestion: said('catalogueQuestion', () => ({ ok: false, code: 'not_found' })),
    invite: said('invite', async (request) => ({
      ok: true,
      value: { screenId: request.screenId, link: 'http://localhost:3000/i#t=x', deadline: '2026-12-05T00:00:00Z' },
    })),
    renewLink: said('renewLink', async () => ({ ok: true, value: { link: 'http://localhost:3000/i#t=y' } })),
    staffCommand: said('staffCommand', async () => ({ ok: true, value: { seq: 7 } })),
    screens: said('screens', async () => []),
    report: said('report', async () => ({ ok: false, code: 'report_not_ready' })),
    reportPdf: said('reportPdf', async () => ({ ok: true, value: new TextEncoder().encode('%PDF-1.7 …') })),
    exchange: said('exchange', async () => ({ ok: true, value: { ...SESSION, login: LOGIN, expiresAtMs: 4_102_444_800_000 } })),
    requestNewLink: said('requestNewLink', async () => {}),
    candidateSession: said('candidateSession', async (login) =>
      login === LOGIN ? { ok: true, value: SESSION } : { ok: false, code: 'sign_in_needed' },
    ),
    saveDraft: said('saveDraft', async () => ({ ok: true, value: null })),
    connect(session, socket) {
      const connection: FakeConnection & CandidateConnectionFunctions = {
        session,
        socket,
        received: [],
        closed: 0,
        receive(text) {
          connection.received.push(text);
        },
        leave() {
          connection.closed += 1;
        },
      };
      connections.push(connection);
      return { receive: connection.receive, closed: connection.leave };
    },
    health: async () => ENGINE_HEALTH,
    ...change,
  };
}

type Noted = Exclude<keyof Engine, 'start' | 'stop' | 'connect' | 'health'>;

interface CandidateConnectionFunctions {
  receive: CandidateConnection['receive'];
  leave: CandidateConnection['closed'];
}
