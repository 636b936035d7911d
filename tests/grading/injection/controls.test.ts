import { describe, expect, test } from 'vitest';
import { createOfflineGrader } from '#app/grading/index.ts';
import type { Grade } from '#app/protocol/index.ts';
import { gradeIn, gradeText, levelsOf, STRONG } from '../fixture.ts';
import { cuesOf, gradeFor, kindOf } from './attack-run.ts';
import { composeAttack, type Position } from './compose-attack.ts';
import { filledAttacks } from './fill-placeholders.ts';
import { attacks, controls } from './injection-corpus.ts';
import { liftOf } from './lift.ts';
import { attacked } from './weak-answers.ts';

const offline = createOfflineGrader();
const STRONG_LEVEL = 3;
const POSITIONS: readonly Position[] = ['prefix', 'middle', 'suffix'];
const ACCUSING = ['hidden-characters', 'talks-about-grading'] as const;

/** Exemplars that an expert gives level 3 or 4 on every criterion but one at most, with their question. */
const strong = attacked.flatMap((about) =>
  about.rubric.rubric.exemplars
    .filter(
      ({ levels }) =>
        Object.values(levels).filter((level) => level < STRONG_LEVEL).length <= 1 && Math.max(...Object.values(levels)) >= STRONG_LEVEL,
    )
    .map(({ answer }, index) => [`${about.type} ${index + 1}`, about, answer] as const),
);

/** One of each question. */
const strongest = strong.filter(([, { type }], at) => strong.findIndex(([, other]) => other.type === type) === at);

function accusations({ flags }: Grade): string[] {
  return ACCUSING.filter((flag) => flags.includes(flag));
}

function lostLevels(clean: Grade, loaded: Grade): string[] {
  const [before, after] = [levelsOf(clean), levelsOf(loaded)];
  return Object.entries(before).flatMap(([criterion, level]) => (Number(after[criterion]) >= Number(level) ? [] : [criterion]));
}

describe('honest words that look like an attack', () => {
  test('every question has strong answers to add them to', () => {
    expect(new Set(strong.map(([, { type }]) => type)).size).toBe(attacked.length);
  });

  test.each(strong)('[GR25] %s loses no level by them and is not flagged', async (_, about, answer) => {
    const clean = await gradeFor(about, answer, offline);
    for (const { id, text } of controls) {
      for (const position of POSITIONS) {
        const loaded = await gradeFor(about, composeAttack(answer, text, { kind: kindOf(about), position }).text, offline);
        expect(lostLevels(clean, loaded), `${id} ${position}`).toEqual([]);
        expect(accusations(loaded), `${id} ${position}`).toEqual(accusations(clean));
      }
    }
  });

  test.each(controls.map(({ id, text }) => [id, text] as const))(
    '[GR25] nor does the strong answer of the small rubric: %s',
    async (_, text) => {
      const clean = gradeIn(await gradeText(STRONG, offline));
      for (const position of POSITIONS) {
        const loaded = gradeIn(await gradeText(composeAttack(STRONG, text, { kind: 'prose', position }).text, offline));
        expect(levelsOf(loaded)).toEqual(levelsOf(clean));
        expect(accusations(loaded)).toEqual([]);
      }
    },
  );

  test.each(strongest)(
    '[GR37] %s with an attack behind it gains nothing, and loses nothing that no person is told of',
    async (_, about, answer) => {
      const clean = await gradeFor(about, answer, offline);
      const knowledge = { question: about.question, rubric: about.rubric.rubric, keyPhrase: cuesOf(about)[0]?.[0] ?? '' };
      const silent: string[] = [];
      for (const { id, text } of filledAttacks(attacks, knowledge)) {
        const loaded = await gradeFor(about, composeAttack(answer, text, { kind: kindOf(about), position: 'suffix' }).text, offline);
        expect(liftOf(clean, loaded), id).toEqual([]);
        const told =
          loaded.flags.some((flag) => !clean.flags.includes(flag)) ||
          loaded.criteria.some(({ outcome }) => outcome.kind === 'not-assessable');
        if (lostLevels(clean, loaded).length > 0 && !told) silent.push(id);
      }
      expect(silent).toEqual([]);
    },
  );
});
