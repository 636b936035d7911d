import { expect, test } from 'vitest';
import { createOfflineGrader, type Grader } from '#app/grading/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import type { ScreenEvent } from '#app/protocol/index.ts';
import { asked, createWorld, SCREEN_ID, settle, type World } from './world.ts';

const HOUR = 3_600_000;
const TEXT =
  'First of all thing a matters because of a in this case. Then thing b matters because of b, which I would check next. And thing c too.';

async function events<T extends ScreenEvent['type']>(world: World, type: T) {
  const all = (await world.events.read(SCREEN_ID)).map(({ event }) => event);
  return all.filter((event): event is Extract<ScreenEvent, { type: T }> => event.type === type);
}

/** Finds what the offline grader finds, under the name of the other, unless it is told to fail. */
function graderThat(failure: () => LlmFailure | null): Grader {
  const offline = createOfflineGrader();
  return {
    ...offline,
    name: 'claude',
    find: async (...how) => {
      const error = failure();
      if (error) throw error;
      return offline.find(...how);
    },
  };
}

test('[EN19] an answer that waits for money says so once for each day, and is graded when there is some', async () => {
  let spent = true;
  const world = createWorld({ grader: graderThat(() => (spent ? new LlmFailure('over-budget', 'spent', 1) : null)) });
  const { wire } = await asked(world);
  await wire.finish(() => TEXT);
  await settle();
  const today = await events(world, 'GradingPostponed');
  expect(new Set(today.map(({ questionId }) => questionId)).size).toBe(6);
  expect(today.map(({ grader, reason, until }) => `${grader} ${reason} ${until}`)).toEqual(
    Array.from({ length: 6 }, () => 'claude budget 2026-03-03T00:00:00.000Z'),
  );
  await world.clock.advance(14 * HOUR);
  expect(await events(world, 'GradingPostponed')).toHaveLength(6);
  await world.clock.advance(HOUR + 3_000);
  const tomorrow = (await events(world, 'GradingPostponed')).slice(6);
  expect(tomorrow.map(({ until }) => until)).toEqual(Array.from({ length: 6 }, () => '2026-03-04T00:00:00.000Z'));
  spent = false;
  // Put off for a time from when it was put off, which may have been seconds after midnight.
  await world.clock.advance(24 * HOUR + 10_000);
  expect(await events(world, 'AnswerGraded')).toHaveLength(6);
  expect(await events(world, 'GradingPostponed')).toHaveLength(12);
  expect(await events(world, 'GradingNeedsPerson')).toEqual([]);
});

test.each(['transient', 'permanent', 'unauthorized', 'over-budget'] as const)(
  '[EN20] a model that is to choose a probe fails (%s): the offline grader chooses the probe at once',
  async (kind) => {
    const world = createWorld({ interviewer: graderThat(() => new LlmFailure(kind, 'no', 60_000)) });
    const { wire } = await asked(world);
    const view = wire.view();
    if (view.phase !== 'asking') throw new Error('no question');
    await wire.do({ type: 'answer.submit', questionId: view.question.questionId, text: TEXT });
    await settle();
    expect(await events(world, 'ProbeAsked')).toMatchObject([{ chosenBy: 'offline' }]);
  },
);
