import type { Bank, Dimension, Question } from '#app/protocol/index.ts';

/** Questions of a form that must feed each key dimension of its bank. */
const FEEDS_PER_KEY_DIMENSION = 2;

/** What the forms with these questions judge; one entry stands for all forms that judge the same. */
export interface CoverageOfForms {
  /** One form with this coverage, as question ids in the order of the form. */
  readonly example: readonly string[];
  readonly dimensions: ReadonlySet<Dimension>;
  /** Key dimensions fed by fewer than two of the form's questions. */
  readonly thinlyFed: readonly Dimension[];
}

interface Drawn {
  readonly example: readonly string[];
  readonly dimensions: ReadonlySet<Dimension>;
  /** Questions feeding each key dimension, counted up to what is needed. */
  readonly fed: readonly number[];
}

/** Every coverage that a form of this bank can have, whatever the seed: each section draws any `ask` of its questions. */
export function coverageOfForms(bank: Bank, dimensionsOf: (question: Question) => readonly Dimension[]): CoverageOfForms[] {
  const keys = bank.key_dimensions ?? [];
  const start: Drawn = { example: [], dimensions: new Set(), fed: keys.map(() => 0) };
  let forms = [start];
  for (const section of bank.sections) {
    // drawn[n] holds the coverages after n questions of this section; each question is taken or left.
    const drawn: Drawn[][] = Array.from({ length: section.ask + 1 }, (_, count) => (count === 0 ? forms : []));
    for (const question of bank.questions.filter((candidate) => candidate.section === section.id)) {
      const judges = dimensionsOf(question);
      for (let count = section.ask; count > 0; count--) {
        const taken = (drawn[count - 1] ?? []).map((form) => withQuestion(form, question.id, judges, keys));
        drawn[count] = distinct([...(drawn[count] ?? []), ...taken]);
      }
    }
    forms = drawn[section.ask] ?? [];
  }
  return forms.map(({ example, dimensions, fed }) => ({
    example,
    dimensions,
    thinlyFed: keys.filter((_, index) => (fed[index] ?? 0) < FEEDS_PER_KEY_DIMENSION),
  }));
}

function withQuestion(form: Drawn, id: string, judges: readonly Dimension[], keys: readonly Dimension[]): Drawn {
  return {
    example: [...form.example, id],
    dimensions: new Set([...form.dimensions, ...judges]),
    fed: keys.map((key, index) => Math.min(FEEDS_PER_KEY_DIMENSION, (form.fed[index] ?? 0) + (judges.includes(key) ? 1 : 0))),
  };
}

function distinct(forms: readonly Drawn[]): Drawn[] {
  const byCoverage = new Map(forms.map((form) => [`${[...form.dimensions].sort().join()}/${form.fed.join()}`, form]));
  return [...byCoverage.values()];
}
