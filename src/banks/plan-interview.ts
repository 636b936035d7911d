import { seededRandom } from '#app/measurement/index.ts';
import type { Form, Question } from '#app/protocol/index.ts';
import type { LoadedBank, LoadedRubric } from './load-content.ts';

/**
 * Draws the form of one screen: from each section, in order, as many questions as it asks for. The same bank and seed give the
 * same form on every machine. Throws when a rubric is missing: `assay banks check` finds that before anyone is invited.
 */
export function planInterview(source: LoadedBank, rubrics: ReadonlyMap<string, LoadedRubric>, seed: number): Form {
  const random = seededRandom(seed);
  const { bank } = source;
  const questions = bank.sections.flatMap((section) =>
    draw(
      bank.questions.filter((question) => question.section === section.id),
      section.ask,
      random,
    ).map((question) => formQuestion(question, section.title, rubrics)),
  );
  return {
    bank: {
      ref: source.ref,
      track: bank.track,
      title: bank.title,
      about: bank.about,
      contentHash: source.contentHash,
      structureHash: source.structureHash,
    },
    seed,
    minutes: bank.minutes,
    practice: bank.practice,
    questions,
  };
}

function formQuestion(question: Question, section: string, rubrics: ReadonlyMap<string, LoadedRubric>): Form['questions'][number] {
  const rubric = rubrics.get(question.rubric);
  if (!rubric) throw new Error(`question ${question.id}: rubric ${question.rubric} is not installed`);
  return {
    id: question.id,
    kind: question.kind,
    section,
    title: question.title,
    minutes: question.minutes,
    prompt: question.prompt,
    clarifications: question.clarifications,
    probes: question.probes,
    rubric: { ref: rubric.ref, contentHash: rubric.contentHash, structureHash: rubric.structureHash },
  };
}

/** The first `count` of a Fisher–Yates shuffle. */
function draw<T>(items: readonly T[], count: number, random: () => number): T[] {
  const pool = [...items];
  const drawn: T[] = [];
  while (drawn.length < count && pool.length > 0) {
    drawn.push(...pool.splice(Math.floor(random() * pool.length), 1));
  }
  return drawn;
}
