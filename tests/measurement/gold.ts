import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One answer of the DigiKlausur set with the scores that three lexical graders give it; absent for a blank answer. */
export interface GoldAnswer {
  readonly id: string;
  readonly questionId: string;
  readonly text: string;
  /** 0..1 */
  readonly human: number;
  readonly floor: (Readonly<Record<FloorGrader, number>> & { readonly content_tokens: number }) | null;
}

export type FloorGrader = 'length_only' | 'content_only' | 'content_and_length';

/** The folder that `ASSAY_GOLD` names, or `shared/gold` beside the checkout. */
const folder = join(process.env.ASSAY_GOLD ?? join(import.meta.dirname, '../../../shared/gold'), 'digiklausur');

/** Null when the data are not on this machine. */
export function digiklausur(): readonly GoldAnswer[] | null {
  if (!existsSync(join(folder, 'answers.jsonl'))) return null;
  const floors = new Map(lines('floor_predictions.jsonl').map((line) => [line.id, line]));
  return lines('answers.jsonl').map((line) => ({
    id: line.id,
    questionId: line.question_id,
    text: line.answer,
    human: line.score / line.max_score,
    floor: (floors.get(line.id) as GoldAnswer['floor'] | undefined) ?? null,
  }));
}

/** Why the tests on these data did not run. */
export const NO_GOLD = `the DigiKlausur answers are not at ${folder}; name the folder that holds digiklausur/ in ASSAY_GOLD`;

interface GoldLine {
  readonly id: string;
  readonly question_id: string;
  readonly answer: string;
  readonly score: number;
  readonly max_score: number;
}

function lines(name: string): GoldLine[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as GoldLine);
}
