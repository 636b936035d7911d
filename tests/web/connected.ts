import { type Connection, createConnection, createMemoryStore, type ScreenState } from '../../src/web/connection/index.ts';
import type { DeviceStore } from '../../src/web/connection/surroundings.ts';
import { seededRandom } from '../seeded-random.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

interface Page {
  readonly connection: Connection;
  readonly server: FakeServer;
  readonly clock: ManualClock;
  readonly store: DeviceStore;
  readonly states: readonly ScreenState[];
}

export interface PageOptions {
  readonly clock?: ManualClock;
  readonly server?: FakeServer;
  readonly store?: DeviceStore;
  readonly random?: () => number;
  readonly login?: () => 'valid' | 'ended' | 'unreachable';
}

export const SESSION = { screenId: '018f3c1e-0000-7000-8000-000000000009', nonce: 'n1' };

/** A page on its way: started, and given the time to connect. */
export async function openPage(options: PageOptions = {}): Promise<Page> {
  const clock = options.clock ?? createManualClock();
  const server = options.server ?? createFakeServer(clock);
  const store = options.store ?? createMemoryStore();
  const states: ScreenState[] = [];
  const connection = createConnection({
    session: SESSION,
    tabId: '018f3c1e-0000-7000-8000-000000000001',
    openSocket: server.openSocket,
    store,
    clock,
    random: options.random ?? seededRandom(7),
    checkLogin: async () => options.login?.() ?? 'valid',
    onChange: (state) => states.push(state),
  });
  await connection.start();
  await clock.pass(50);
  return { connection, server, clock, store, states };
}
