import { checkBank, checkBankWording } from './check-bank.ts';
import { checkRubric, checkRubricWording } from './check-rubric.ts';
import { type Content, isPublished, type LoadedBank } from './load-content.ts';
import { nearDuplicates } from './near-duplicates.ts';
import type { Problem } from './parse-yaml.ts';
import { proseOf } from './reading-grade.ts';

/** Two questions that share this much of their own wording are one question written twice. */
const MAX_SHARED_WORDING = 0.25;

/**
 * Everything that can be wrong with authored content beyond its format: references, arithmetic, coverage, wording, changed
 * publications. Rules about wording hold for drafts only, since a published text can no longer be mended.
 */
export function checkContent(content: Content): readonly Problem[] {
  const rubrics = [...content.rubrics.values()];
  const banks = [...content.banks.values()];
  return [
    ...content.problems,
    ...rubrics.flatMap(checkRubric),
    ...rubrics.filter(({ ref }) => !(ref in content.lock.rubrics)).flatMap(checkRubricWording),
    ...banks.flatMap((bank) => checkBank(bank, content)),
    ...banks.filter(({ ref }) => !isPublished(content, ref)).flatMap(checkBankWording),
    ...checkDuplicates(banks),
    ...checkLock(content),
  ];
}

function checkDuplicates(banks: readonly LoadedBank[]): Problem[] {
  const places = new Map(
    banks.flatMap((source) =>
      source.bank.questions.map((question, index) => [
        question.id,
        { file: source.file, line: source.lineOf(['questions', index, 'prompt']), text: proseOf(question.prompt) },
      ]),
    ),
  );
  return nearDuplicates(
    [...places].map(([id, { text }]) => ({ id, text })),
    MAX_SHARED_WORDING,
  ).map(({ one, other, shared }) => ({
    file: places.get(other)?.file ?? other,
    line: places.get(other)?.line ?? null,
    message: `${other} shares ${Math.round(shared * 100)}% of its wording with ${one}`,
    remedy: 'Write another case, or drop one of the two.',
  }));
}

function checkLock(content: Content): Problem[] {
  const changed = (
    kind: 'bank' | 'rubric',
    current: { ref: string; file: string; contentHash: string },
    locked: string | undefined,
  ): Problem[] =>
    locked === undefined || locked === current.contentHash
      ? []
      : [
          {
            file: current.file,
            line: 1,
            message: `the published ${kind} ${current.ref} was changed`,
            remedy: 'Undo the change, or copy the file to a new version number and change that one.',
          },
        ];
  return [
    ...[...content.banks.values()].flatMap((bank) => changed('bank', bank, content.lock.banks[bank.ref]?.contentHash)),
    ...[...content.rubrics.values()].flatMap((rubric) => changed('rubric', rubric, content.lock.rubrics[rubric.ref]?.contentHash)),
    ...Object.keys(content.lock.banks)
      .filter((ref) => !content.banks.has(ref))
      .map((ref) => gone('bank', ref)),
    ...Object.keys(content.lock.rubrics)
      .filter((ref) => !content.rubrics.has(ref))
      .map((ref) => gone('rubric', ref)),
  ];
}

function gone(kind: string, ref: string): Problem {
  return { file: ref, line: null, message: `the published ${kind} ${ref} is missing`, remedy: 'Bring the file back: old screens need it.' };
}
