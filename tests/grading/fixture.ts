import { createHash } from 'node:crypto';
import { type GradeOutcome, type Grader, type GradingInput, gradeAnswer } from '#app/grading/index.ts';
import { type FormQuestion, type Grade, Rubric, type Turn } from '#app/protocol/index.ts';

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
export const gradedAt = '2026-03-02T10:00:00.000Z';

const anchors = { 0: 'Nothing of it.', 1: 'A first part.', 2: 'About half.', 3: 'Most of it.', 4: 'All of it, and why.' };

/** A small rubric of its own for these tests: two criteria, eight checks, one misconception. */
export const rubric: Rubric = Rubric.parse({
  rubric: 'churn-gap',
  version: '1.0.0',
  criteria: [
    {
      id: 'causes',
      dimension: 'data-judgment',
      weight: 3,
      anchors,
      checks: [
        {
          id: 'leakage',
          points: 2,
          says: 'Says that a feature holds information from after the moment of prediction, for example a ticket about cancelling.',
          cues: [
            'feature written after cancelling',
            'ticket opened after churn',
            'information from the future',
            'not known at prediction time',
          ],
        },
        {
          id: 'same-customer',
          points: 2,
          says: 'Says that rows of one customer stand in training and in test, so that the model recognises people.',
          cues: ['same customer in train and test', 'rows of one customer on both sides', 'split by customer', 'memorises customers'],
        },
        {
          id: 'price-change',
          points: 1,
          says: 'Says that customers behave differently since the tariff changed, so that training data describe another population.',
          cues: ['behaviour changed after tariff', 'population is different now', 'old data before the new tariff'],
        },
        {
          id: 'stale-counts',
          points: 1,
          says: 'Says that usage counts in production are older than in training, for example through a nightly job.',
          cues: ['usage counts are stale', 'nightly job delays counts', 'counts one day old in production'],
        },
      ],
      levels: { 1: 1, 2: 2, 3: 4, 4: 6 },
      needs: { 4: ['leakage'] },
      misconceptions: [
        {
          id: 'more-rows',
          says: 'Claims that more training rows alone close the gap.',
          cues: ['more training rows will close the gap', 'just add more rows'],
          caps: 2,
        },
      ],
    },
    {
      id: 'tests',
      dimension: 'evaluation',
      weight: 2,
      anchors,
      checks: [
        {
          id: 'time-split',
          points: 2,
          says: 'Proposes to evaluate again on months later than the training months.',
          cues: ['train on old months test on later months', 'split by time', 'evaluate on newest month'],
        },
        {
          id: 'compare-values',
          points: 2,
          says: 'Proposes to log feature values in production and compare them with the warehouse values of the same customers.',
          cues: ['log feature values and compare', 'compare production with warehouse', 'same customers both pipelines'],
        },
        {
          id: 'ablate',
          points: 1,
          says: 'Proposes to remove the suspicious feature and measure again.',
          cues: ['drop the ticket feature and retrain', 'remove suspicious feature', 'ablation of one feature'],
        },
        {
          id: 'reads-result',
          points: 1,
          says: 'Says what the result of a test would mean, for example that equal values clear the pipeline.',
          cues: ['if the values match the pipeline is fine', 'if the gain disappears it was leakage', 'no difference clears it'],
        },
      ],
      levels: { 1: 1, 2: 2, 3: 4, 4: 6 },
      needs: {},
      misconceptions: [],
    },
  ],
  false_check: 'States that the warehouse was restored from a backup of the wrong year.',
  exemplars: [0, 2, 4].map((level) => ({
    style: 'plain',
    levels: { causes: level, tests: level },
    why: 'Stands for an exemplar of this level.',
    answer: 'See the answers of the tests.',
  })),
});

export const question: FormQuestion = {
  id: 'churn-gap',
  kind: 'scenario',
  section: 'diagnosis',
  title: 'A model that was better on paper',
  minutes: 6,
  prompt:
    'Your churn model reached an AUC of 0.93 in a random split of last year. In the first month after launch it reaches 0.71. Explain what could be behind the fall and how you would find out.',
  clarifications: [{ asks: 'how features are computed', says: 'Offline from the warehouse, online by another service.' }],
  probes: [
    { id: 'first', aims: 'tests/reads-result', ask: 'Which result of your first test would tell you to stop looking there?' },
    { id: 'future', aims: 'causes/leakage', ask: 'Which of the features could know more than it should, and how?' },
  ],
  rubric: { ref: 'churn-gap@1.0.0', contentHash: sha256('content'), structureHash: sha256('structure') },
};

export const STRONG = [
  'The support ticket feature is written after the customer has cancelled, so it is information from the future and not known at prediction time.',
  'The random split also puts rows of the same customer in train and test, so the model memorises customers.',
  'Since the new tariff people behave differently, the old data describe another population.',
  'Usage counts come from a nightly job, so in production they are one day old and stale.',
  'First I would split by time: train on the old months and test on the later months.',
  'Then I log the feature values in production and compare them with the warehouse for the same customers.',
  'If the values match, the pipeline is fine and I go on; if the gain disappears with the time split it was leakage.',
  'Last I drop the ticket feature and retrain to see what is left.',
].join(' ');

export const TERSE = [
  '- ticket feature: opened after churn, so future info',
  '- same customer in train + test, memorises them',
  '- split by time, test on later months',
  '- log feature values in prod, compare with warehouse',
].join('\n');

export function turn(text: string, over: Partial<Turn> = {}): Turn {
  return { id: 't1', kind: 'answer', by: 'candidate', questionId: question.id, text, at: gradedAt, autoSubmitted: false, ...over };
}

export function inputFor(text: string, over: Partial<GradingInput> = {}): GradingInput {
  return { subject: 'screen', question, rubric, turns: [turn(text)], ...over };
}

export function gradeText(text: string, grader: Grader, over: Partial<GradingInput> = {}): Promise<GradeOutcome> {
  return gradeAnswer(inputFor(text, over), grader, { gradedAt, sha256 });
}

export function gradeIn(outcome: GradeOutcome): Grade {
  if (outcome.kind !== 'graded') throw new Error(`expected a grade, got ${outcome.reason}: ${outcome.detail}`);
  return outcome.grade;
}

/** Levels by criterion; the reason in place of a level where there is none. */
export function levelsOf(grade: Grade): Record<string, number | string> {
  return Object.fromEntries(
    grade.criteria.map(({ criterion, outcome }) => [criterion, outcome.kind === 'level' ? outcome.level : outcome.reason]),
  );
}

export function verdictOf(grade: Grade, check: string): string | undefined {
  return grade.findings.find((finding) => finding.check === check)?.verdict;
}
