import { describe, expect, test } from 'vitest';
import { Wire } from './wire.ts';
import { asked, createWorld, invite, SCREEN_ID } from './world.ts';

const MINUTE = 60_000;
const BUDGET = 40 * MINUTE;

function remaining(wire: Wire): number {
  const view = wire.view();
  return view.clock.remainingMs;
}

describe('the clock of a screen', () => {
  test('[PR22] twenty reloads give nothing back and cost nothing', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    let current = wire;
    for (let reload = 0; reload < 20; reload++) {
      await world.clock.advance(1_000);
      current.drop();
      current = new Wire(world.engine, session, wire.tabId);
      await current.open();
    }
    expect(remaining(current)).toBe(BUDGET - 20_000);
  });

  test('[PR22] a killed server charges neither what it had not persisted nor its downtime', async () => {
    const world = createWorld();
    const { session } = await asked(world);
    await world.clock.advance(63_000);
    const after = world.restart();
    await after.clock.advance(90_000);
    await after.engine.start();
    const wire = new Wire(after.engine, session);
    await wire.open();
    expect(remaining(wire)).toBe(BUDGET - 60_000);
    expect(wire.view().clock.running).toBe(true);
  });

  test('[PR22] a candidate who does not come back after a restart gets two minutes before the clock runs again', async () => {
    const world = createWorld();
    await asked(world);
    const after = world.restart();
    await after.engine.start();
    await after.clock.advance(119_000);
    await after.clock.advance(BUDGET + 17_000);
    const types = (await world.events.read(SCREEN_ID)).map(({ event }) => event.type);
    expect(types).toContain('TimeExpired');
  });

  test('[PR22] moving the wall clock changes nothing', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    await world.clock.advance(10_000);
    world.clock.jumpWall(3_600_000);
    await world.clock.advance(10_000);
    world.clock.jumpWall(-7_200_000);
    wire.drop();
    const again = new Wire(world.engine, session, wire.tabId);
    await again.open();
    expect(remaining(again)).toBe(BUDGET - 20_000);
  });

  test('[PR23] the first three lost connections are credited, up to two minutes each; the fourth is not', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    let current = wire;
    const lose = async (ms: number) => {
      current.drop();
      await world.clock.advance(ms);
      current = new Wire(world.engine, session, wire.tabId);
      await current.open();
      return remaining(current);
    };
    expect(await lose(200_000)).toBe(BUDGET - 80_000);
    expect(await lose(50_000)).toBe(BUDGET - 80_000);
    expect(await lose(4_000)).toBe(BUDGET - 84_000);
    expect(await lose(50_000)).toBe(BUDGET - 84_000);
    expect(await lose(50_000)).toBe(BUDGET - 134_000);
  });

  test('[PR24] when time and grace are over the saved draft is handed in, marked as such', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    const view = wire.view();
    if (view.phase !== 'asking') throw new Error('no question');
    await wire.do({ type: 'draft.put', slot: `answer:${view.question.questionId}`, rev: 1, text: 'half an answer' });
    await world.clock.advance(BUDGET + 14_999);
    const type = async () => (await world.events.read(SCREEN_ID)).map(({ event }) => event.type);
    expect(await type()).not.toContain('TimeExpired');
    await world.clock.advance(1);
    expect(await type()).toContain('TimeExpired');
    const answers = (await world.events.read(SCREEN_ID)).flatMap(({ event }) => (event.type === 'AnswerGiven' ? [event] : []));
    expect(answers).toMatchObject([{ text: 'half an answer', autoSubmitted: true }]);
  });

  test('[PR24] time that ends while the connection is lost is credited first', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    await world.clock.advance(BUDGET - 10_000);
    wire.drop();
    await world.clock.advance(30_000);
    const types = async () => (await world.events.read(SCREEN_ID)).map(({ event }) => event.type);
    expect(await types()).toContain('OutageCredited');
    expect(await types()).not.toContain('TimeExpired');
    await world.clock.advance(60_000);
    expect(await types()).toContain('TimeExpired');
  });

  test('[PR24] an invite that was never started expires with its deadline', async () => {
    const world = createWorld();
    await world.engine.start();
    await invite(world, { deadline: new Date(world.clock.wallMs() + 5 * MINUTE).toISOString() });
    await world.clock.advance(6 * MINUTE + 1_000);
    const types = (await world.events.read(SCREEN_ID)).map(({ event }) => event.type);
    expect(types.at(-1)).toBe('ScreenClosed');
  });
});
