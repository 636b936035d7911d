import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Child } from './child.mjs';
import { summarise } from './summary.mjs';

/**
 * `window`: commands that each screen keeps under way; the protocol allows 8. A real screen has some hundred events, so each round
 * takes other screens and lasts only as long as they stay that short.
 */
const LOADS = [
  { name: 'a screen (10 drafts to a command), 50 screens', load: 'screen', screens: 50, window: 1, ms: 800, rounds: 7 },
  { name: 'commands, 20 screens, 1 under way in each', load: 'commands', screens: 20, window: 1, ms: 300, rounds: 11 },
  { name: 'commands, 20 screens, 8 under way in each', load: 'commands', screens: 20, window: 8, ms: 300, rounds: 7 },
  { name: 'commands, 100 screens, 1 under way in each', load: 'commands', screens: 100, window: 1, ms: 800, rounds: 5 },
  { name: 'drafts, 20 screens, 1 under way in each', load: 'drafts', screens: 20, window: 1, ms: 500, rounds: 7 },
  { name: 'drafts, 100 screens, 1 under way in each', load: 'drafts', screens: 100, window: 1, ms: 800, rounds: 5 },
];

/** How much of a load is drafts; they are overwritten, so what they store is not seen in the log. */
const DRAFT_SHARE = { commands: 0, drafts: 1, screen: 10 / 11 };

/** Durable acks of the real server against a bare store and a bare echo, in interleaved rounds. Gives rows for the table. */
export async function measureAcks(folder, say, loads = LOADS) {
  const data = join(folder, 'data');
  // One round more than is counted: the first one warms everything up.
  const needed = loads.reduce((sum, { screens, rounds }) => sum + screens * (rounds + 1), 0);
  const servers = {
    real: new Child(new URL('./serve.mjs', import.meta.url), [data, join(folder, 'reports'), String(needed)]),
    store: new Child(new URL('./bare-store.mjs', import.meta.url), [folder, 'store']),
    sending: new Child(new URL('./bare-store.mjs', import.meta.url), [folder, 'sending']),
    echo: new Child(new URL('./bare-echo.mjs', import.meta.url)),
  };
  const candidates = new Child(new URL('./candidates.mjs', import.meta.url));
  const addresses = {};
  let links = [];
  for (const [target, server] of Object.entries(servers)) {
    const ready = await server.next('ready');
    addresses[target] = ready.address;
    links = ready.links ?? links;
  }

  const measure = async (target, { load, screens, window, ms }) => {
    const address = addresses[target];
    const mine = target === 'real' ? links.splice(0, screens) : undefined;
    await candidates.ask({ kind: 'connect', target, address, links: mine, screens }, 'connected');
    const bytesBefore = storedBytes(data);
    const cpuBefore = (await servers[target].ask({ kind: 'cpu' }, 'cpu')).us;
    const { acks, events, eventBytes, seconds } = await candidates.ask({ kind: 'measure', target, load, window, ms }, 'measured');
    const cpuUs = (await servers[target].ask({ kind: 'cpu' }, 'cpu')).us - cpuBefore;
    const bytes = storedBytes(data);
    return {
      rate: acks / seconds,
      cpuUs: cpuUs / acks,
      busy: cpuUs / 1_000_000 / seconds,
      bodyBytes: Math.round(DRAFT_SHARE[load] * bytes.draft + (bytes.events - bytesBefore.events) / acks),
      eventBytes: events > 0 ? Math.round(eventBytes / events) : 0,
      eventsEach: events / acks,
    };
  };

  const rows = [];
  for (const load of loads) {
    say(`durable acks: ${load.name}`);
    const rounds = [];
    for (let round = 0; round <= load.rounds; round++) {
      const real = await measure('real', load);
      const { bodyBytes, eventBytes, eventsEach } = real;
      servers.store.send({ kind: 'sizes', bodyBytes, eventBytes: 0, eventsEach: 0 });
      servers.sending.send({ kind: 'sizes', bodyBytes, eventBytes, eventsEach });
      const store = await measure('store', load);
      const sending = await measure('sending', load);
      const echo = await measure('echo', load);
      if (round > 0) rounds.push({ real, store, sending, echo });
    }
    rows.push(...rowsOf(load.name, rounds));
  }
  await candidates.end();
  await Promise.all(Object.values(servers).map((server) => server.end()));
  return rows;
}

function rowsOf(name, rounds) {
  const median = (target, figure) => summarise(rounds.map((round) => round[target][figure])).median;
  const rate = (target) => `${Math.round(median(target, 'rate')).toLocaleString('en')}/s`;
  const cpu = (target) => `${Math.round(median(target, 'cpuUs'))} µs of CPU each, ${Math.round(100 * median(target, 'busy'))}% of a core`;
  const against = (target) => summarise(rounds.map((round) => round.real.rate / round[target].rate));
  const row = (target, title) => ({
    ratio: against(target),
    what: `${name}: ${title}`,
    figures: `${rate('real')} (${cpu('real')}) against ${rate(target)} (${cpu(target)})`,
  });
  const sendsEvents = rounds.some(({ real }) => real.eventsEach > 0);
  return [
    row('store', '(a) bare store'),
    ...(sendsEvents ? [row('sending', '(a+) bare store that sends as many events')] : []),
    row('echo', '(b) bare echo'),
  ];
}

/** Bytes of all event bodies and of the longest draft: the bare store is given as much to keep for each message. */
function storedBytes(data) {
  const database = new Database(join(data, 'assay.sqlite'), { readonly: true });
  const one = (query) => database.prepare(query).pluck().get() ?? 0;
  const events = one('SELECT SUM(LENGTH(CAST(body AS BLOB))) FROM event');
  const draft = one('SELECT MAX(LENGTH(CAST(text AS BLOB))) FROM draft');
  database.close();
  return { events, draft };
}
