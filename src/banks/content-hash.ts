import { hash } from 'node:crypto';
import type { Bank, Rubric } from '#app/protocol/index.ts';

/** `content` changes with any word; `structure` only with what scores are made of. Equal structures give comparable scores. */
export interface Hashes {
  readonly contentHash: string;
  readonly structureHash: string;
}

/** JSON with object keys in code-unit order: equal values give equal text, whatever order they were written in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sha256(text: string): string {
  return hash('sha256', text);
}

export function hashRubric(rubric: Rubric): Hashes {
  const structure = rubric.criteria.map((criterion) => ({
    id: criterion.id,
    dimension: criterion.dimension,
    weight: criterion.weight,
    checks: criterion.checks.map((check) => ({ id: check.id, points: check.points })),
    levels: criterion.levels,
    needs: criterion.needs,
    misconceptions: criterion.misconceptions.map((claim) => ({ id: claim.id, caps: claim.caps })),
  }));
  return { contentHash: sha256(canonicalJson(rubric)), structureHash: sha256(canonicalJson(structure)) };
}

export function hashBank(bank: Bank, rubricStructure: (ref: string) => string): Hashes {
  const structure = {
    sections: bank.sections.map((section) => ({ id: section.id, ask: section.ask })),
    questions: bank.questions.map((question) => ({
      id: question.id,
      section: question.section,
      kind: question.kind,
      rubric: rubricStructure(question.rubric),
    })),
  };
  return { contentHash: sha256(canonicalJson(bank)), structureHash: sha256(canonicalJson(structure)) };
}
