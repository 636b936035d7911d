import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createEngine } from '#app/engine/index.ts';
import type { ScreenEvent } from '#app/protocol/index.ts';
import { answerSlot, createConnection, createMemoryStore, probeSlot } from '#app/web/connection/index.ts';
import { seededRandom } from '../seeded-random.ts';
import { LossyNetwork } from './lossy-network.ts';
import { MortalClock } from './mortal-clock.ts';
import { createWorld, invite, SCREEN_ID, signIn, type World } from './world.ts';

/** Each failure of a random run gets its seed kept here, under the name of what it showed. */
const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const MOST_STEPS = 2_500;

type Connection = ReturnType<typeof createConnection>;

/** The browser's and the server's half of the protocol, both as shipped, over a bad network and a server that is killed. */
async function takeScreen(world: World, seed: number) {
  const random = seededRandom(seed);
  await world.engine.start();
  const session = await signIn(world, await invite(world));
  await world.engine.stop();

  const network = new LossyNetwork(session, world.clock, random);
  let life = new MortalClock(world.clock);
  const startServer = async () => {
    life = new MortalClock(world.clock);
    const engine = createEngine({ ...world, clock: life });
    await engine.start();
    network.engine = engine;
  };
  const killServer = () => {
    life.die();
    network.cutAll();
    network.engine = null;
  };
  await startServer();

  const store = createMemoryStore();
  const tabId = randomUUID();
  const browse = async (): Promise<Connection> => {
    const connection = createConnection({
      openSocket: network.openSocket,
      store,
      clock: world.clock,
      random,
      checkLogin: async () => 'valid',
      session,
      tabId,
      onChange: () => {},
    });
    await connection.start();
    return connection;
  };
  let page = await browse();

  const sent = new Map<string, string>();
  for (let step = 0; step < MOST_STEPS; step++) {
    await world.clock.advance(50 + random() * 1_500);
    const chance = random();
    if (network.engine === null) {
      if (chance < 0.3) await startServer();
    } else if (chance < 0.01) {
      killServer();
    } else if (chance < 0.02) {
      page.end();
      page = await browse();
    }
    if (page.state().view?.phase === 'finished' && page.state().isCaughtUp) break;
    act(page, sent, random);
  }
  if (network.engine === null) await startServer();
  await world.clock.advance(200_000);
  const events = (await world.events.read(SCREEN_ID)).map(({ event }) => event);
  const state = page.state();
  page.end();
  life.die();
  return { events, state, sent };
}

/** What a person does next: one thing at a time, and only when nothing is outstanding. */
function act(page: Connection, sent: Map<string, string>, random: () => number): void {
  const { view, pending } = page.state();
  if (!view || pending.length > 0) return;
  switch (view.phase) {
    case 'invited':
      return page.send({ type: 'notice.acknowledge', noticeHash: view.notice.hash });
    case 'noticed':
      return page.send({ type: 'practice.finish', text: 'practice' });
    case 'ready':
      return page.send({ type: 'screen.start' });
    case 'asking': {
      const { questionId } = view.question;
      const text = `Answer to ${questionId}: thing a matters because of a, and so I would look at b first (${Math.floor(random() * 1e6)}).`;
      page.type(answerSlot(questionId), text);
      if (random() < 0.1) return page.send({ type: 'answer.skip', questionId });
      if (random() < 0.1) return page.send({ type: 'screen.pause' });
      if (random() < 0.5) return;
      sent.set(questionId, text);
      return page.send({ type: 'answer.submit', questionId, text });
    }
    case 'probing': {
      if (!view.probe) return;
      const { questionId } = view.question;
      const { probeId } = view.probe;
      page.type(probeSlot(questionId), 'And one more thing.');
      return page.send(
        random() < 0.3
          ? { type: 'probe.skip', questionId, probeId }
          : { type: 'probe.answer', questionId, probeId, text: 'And one more thing.' },
      );
    }
    case 'paused':
      return page.send({ type: 'screen.resume' });
    case 'wrapping': {
      const [skipped] = view.skipped;
      if (skipped && !view.timeIsUp && random() < 0.7) return page.send({ type: 'question.return', questionId: skipped.questionId });
      if (!view.declared)
        return page.send({ type: 'declaration.give', declaration: { usedAi: false, delegated: '', rejected: '', checked: '' } });
      return page.send({ type: 'screen.finish' });
    }
    case 'finished':
    case 'closed':
      return;
  }
}

function countBy(events: readonly ScreenEvent[], keyOf: (event: ScreenEvent) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const key = keyOf(event);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

describe('a whole screen over a bad network', () => {
  test.each(SEEDS)('[PR13] [PR16] nothing is lost, nothing is doubled, both sides agree (seed %i)', async (seed) => {
    const world = createWorld();
    const { events, state, sent } = await takeScreen(world, seed);

    expect(state.view?.phase).toBe('finished');
    const answers = events.flatMap((event) => (event.type === 'AnswerGiven' && !event.autoSubmitted ? [event] : []));
    expect(new Map(answers.map((event) => [event.questionId, event.text]))).toEqual(sent);
    for (const count of countBy(events, (event) => (event.type === 'AnswerGiven' ? event.questionId : null)).values())
      expect(count).toBe(1);
    for (const count of countBy(events, (event) => (event.type === 'ProbeAsked' ? event.questionId : null)).values()) expect(count).toBe(1);
    const outcomes = countBy(events, (event) =>
      event.type === 'AnswerGraded' ? event.grade.questionId : event.type === 'GradingNeedsPerson' ? event.questionId : null,
    );
    expect(outcomes).toEqual(new Map([...sent.keys()].map((questionId) => [questionId, 1])));
    expect(events.at(-1)?.type).toBe('ReportAttached');

    const said = events.flatMap((event) => (event.type === 'AnswerGiven' || event.type === 'ProbeAnswered' ? [event.text] : []));
    expect(state.turns.filter((turn) => turn.by === 'candidate').map((turn) => turn.text)).toEqual(said);
  });
});
