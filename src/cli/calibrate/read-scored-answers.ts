import { extname } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { canonicalJson, sha256 } from '#app/banks/index.ts';
import type { FormQuestion } from '#app/protocol/index.ts';
import { CheckedQuestions, KeyPointQuestions, type Rubric, ScoredAnswer } from '#app/protocol/index.ts';
import { BadInput } from '../terminal.ts';
import type { GoldSet, RatedAnswer } from './gold-set.ts';
import { Problems, readBounded, readRows } from './read-rows.ts';

const MAX_QUESTIONS_BYTES = 2 * 1024 * 1024;
const CRITERION = 'key-points';
const RATER = 'published score';
const ANCHOR = 'The share of the key points that the answer states.';
const SOME_TIME = '2000-01-01T00:00:00.000Z';

type Check = Rubric['criteria'][number]['checks'][number];
interface Asked {
  readonly question: FormQuestion;
  readonly rubric: Rubric;
}

/**
 * A public set of short answers as a gold set: every question becomes a rubric of one criterion whose checks are the key points, one point
 * each, so that the score is the share of points earned. Such a set has one score per answer and no bank. Throws BadInput.
 */
export function readScoredAnswers(answersPath: string, questionsPath: string): GoldSet {
  const { file, hash, rows } = readRows(answersPath, ScoredAnswer);
  const checks = readChecks(questionsPath);
  const problems = new Problems(answersPath);
  const mostPoints = rows[0]?.value.max_score ?? 1;
  const asked = new Map<string, Asked>();
  const answers = rows.flatMap(({ line, value }): RatedAnswer[] => {
    const own = checks.get(value.question_id);
    if (!own) problems.add(line, `question_id: ${questionsPath} has no question ${value.question_id}.`);
    if (value.max_score !== mostPoints)
      problems.add(line, `max_score: is ${value.max_score}, on the first line ${mostPoints}; a file holds one scale.`);
    if (!own) return [];
    const known = asked.get(value.question_id) ?? questionFrom(value, own);
    asked.set(value.question_id, known);
    return [ratedAnswer(value, known)];
  });
  problems.throwIfAny();
  return { file, hash, form: 'scores', levels: mostPoints + 1, answers, raters: [RATER], leftOut: 0 };
}

/** Checks by question id, from key points as JSON or from worded checks as YAML. */
function readChecks(path: string): ReadonlyMap<string, readonly Check[]> {
  const raw = readYaml(path);
  if (extname(path) === '.json') {
    return new Map(
      parsed(path, KeyPointQuestions, raw).map((question) => [
        question.question_id,
        question.key_points.map(({ id, text }) => ({ id: slug(id), points: 1, says: text, cues: [text] })),
      ]),
    );
  }
  return new Map(
    Object.entries(parsed(path, CheckedQuestions, raw)).map(([id, question]) => [
      id,
      question.checks.map((check) => ({ ...check, id: slug(check.id), points: 1 })),
    ]),
  );
}

function readYaml(path: string): unknown {
  try {
    return parse(readBounded(path, MAX_QUESTIONS_BYTES), { maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError)
      throw new BadInput(`${path} is neither YAML nor JSON: ${error.message.split('\n')[0]}`);
    throw error;
  }
}

function parsed<T>(path: string, schema: z.ZodType<T>, raw: unknown): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw new BadInput(result.error.issues.map((issue) => `${path}: ${issue.path.map(String).join('.')}: ${issue.message}.`).join('\n'));
}

function questionFrom({ question_id: id, question }: ScoredAnswer, checks: readonly Check[]): Asked {
  const all = checks.length;
  const rubric: Rubric = {
    rubric: slug(id),
    version: '1.0.0',
    criteria: [
      {
        id: CRITERION,
        dimension: 'fundamentals',
        weight: 1,
        anchors: { 0: ANCHOR, 1: ANCHOR, 2: ANCHOR, 3: ANCHOR, 4: ANCHOR },
        checks: [...checks],
        levels: { 1: all / 4, 2: all / 2, 3: (3 * all) / 4, 4: all },
        needs: {},
        misconceptions: [],
      },
    ],
    false_check: 'States that the question was set by mistake and has no answer at all.',
    exemplars: [],
  };
  const contentHash = sha256(canonicalJson(rubric));
  return {
    rubric,
    question: {
      id: slug(id),
      kind: 'concept',
      section: 'Questions',
      title: question.length > 80 ? `${question.slice(0, 77)}…` : question,
      minutes: 5,
      prompt: question,
      clarifications: [],
      probes: [],
      rubric: { ref: `${slug(id)}@1.0.0`, contentHash, structureHash: contentHash },
    },
  };
}

function ratedAnswer(row: ScoredAnswer, { question, rubric }: Asked): RatedAnswer {
  const text = row.answer.toWellFormed();
  return {
    id: row.id,
    bank: null,
    question,
    rubric,
    turns: [{ id: 't1', kind: 'answer', by: 'candidate', questionId: question.id, text, at: SOME_TIME, autoSubmitted: false }],
    text,
    units: [{ id: CRITERION, weight: 1 }],
    ratings: [{ rater: RATER, scores: new Map([[CRITERION, row.score / row.max_score]]) }],
    groups: [],
  };
}

/** An id of another set as one of ours: `nn1.1` becomes `nn1-1`. */
function slug(id: string): string {
  const words = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64);
  return words === '' ? 'x' : words;
}
