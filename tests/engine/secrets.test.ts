import { describe, expect, test } from 'vitest';
import { shipped as content, newestBanks } from '../shipped-content.ts';
import { asked, createWorld, expectOk, SCREEN_ID } from './world.ts';

/** Runs of this many words are taken as words of a text, wherever they stand. */
const RUN = 6;

function runs(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < RUN
    ? [words.join(' ')]
    : words.slice(0, words.length - RUN + 1).map((_, index) => words.slice(index, index + RUN).join(' '));
}

/** Every string anywhere in a value, as words. */
function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [` ${(value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsIn) : [];
}

describe('what a candidate is sent', () => {
  test.each(newestBanks.map((bank) => [bank.ref, bank] as const))(
    '[PR28] no frame of a whole screen of %s holds a word of a check, an anchor, a level or a question not asked',
    async (_ref, bank) => {
      const world = createWorld({ content });
      const { wire } = await asked(world, { bank: bank.ref, seed: 11 });
      const firstQuestion = wire.view();
      if (firstQuestion.phase !== 'asking') throw new Error('no question');
      await wire.do({ type: 'clarification.ask', questionId: firstQuestion.question.questionId, text: 'Which colour does the logo have?' });
      const rubricOf = (questionId: string) => bank.bank.questions.find(({ id }) => id === questionId)?.rubric ?? '';
      const exemplarOf = (questionId: string) => content.rubrics.get(rubricOf(questionId))?.rubric.exemplars[0]?.answer ?? 'nothing to say';
      await wire.finish(exemplarOf);
      await world.engine.idle();
      expectOk(await world.engine.report(SCREEN_ID));
      expectOk(
        await world.engine.staffCommand(
          SCREEN_ID,
          '00000000-0000-7000-8000-0000000000b1',
          { type: 'decision.make', decision: 'hold', reason: 'An internal reason.' },
          { role: 'engineer', id: 'e' },
        ),
      );
      await world.engine.idle();

      const events = (await world.events.read(SCREEN_ID)).map(({ event }) => event);
      const asks = events.flatMap((event) =>
        event.type === 'QuestionAsked' || event.type === 'ProbeAsked' || event.type === 'ClarificationGiven' ? [event.text] : [],
      );
      const answers = events.flatMap((event) => (event.type === 'AnswerGiven' ? [event.text] : []));
      const drawn = new Set(events.flatMap((event) => (event.type === 'QuestionAsked' ? [event.questionId] : [])));
      const allowed = wordsIn([...asks, ...answers, bank.bank.practice.prompt]).join('|');

      const secrets = [
        ...bank.bank.questions.flatMap((question) => [
          ...(drawn.has(question.id) ? [] : [question.prompt, question.title]),
          ...question.probes.map((probe) => probe.ask),
          ...question.clarifications.flatMap((clarification) => [clarification.says, clarification.asks]),
        ]),
        ...[...content.rubrics.values()].flatMap(({ rubric }) => [
          rubric.false_check,
          ...rubric.criteria.flatMap((criterion) => [
            ...Object.values(criterion.anchors),
            ...criterion.checks.map((check) => check.says),
            ...criterion.misconceptions.map((claim) => claim.says),
          ]),
          ...rubric.exemplars.map((exemplar) => exemplar.why),
        ]),
        'An internal reason.',
      ]
        .flatMap(runs)
        .filter((run) => !allowed.includes(` ${run} `));
      const leaksIn = (frames: readonly unknown[]) => {
        const seen = frames.flatMap(wordsIn).join('|');
        return secrets.filter((run) => seen.includes(` ${run} `));
      };
      const frames = wire.frames.map((frame) => JSON.stringify(frame));
      expect(secrets.length).toBeGreaterThan(2_000);
      expect(leaksIn(wire.frames)).toEqual([]);
      const [rubric] = content.rubrics.values();
      expect(
        leaksIn([{ turns: [{ text: rubric?.rubric.criteria[0]?.checks[0]?.says }] }]).length,
        'the search itself finds a leak',
      ).toBeGreaterThan(0);
      expect(
        frames.filter((frame) =>
          /"(?:level|levels|points|anchors|checks|criteria|rubric|findings|grade|verdict|aims|cues|caps)"/.test(frame),
        ),
      ).toEqual([]);
    },
  );
});
