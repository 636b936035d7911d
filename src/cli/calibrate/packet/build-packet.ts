import { shuffled } from '../grade-gold.ts';
import type { PacketKey } from './packet-key.ts';
import type { StoredAnswer } from './stored-answers.ts';

export interface NumberedAnswer extends StoredAnswer {
  readonly number: number;
}

export interface Packet {
  readonly key: PacketKey;
  /** By rater, questions in the order of the bank, the answers to each in an order of the rater's own. */
  readonly orders: readonly { readonly rater: string; readonly answers: readonly NumberedAnswer[] }[];
}

/** Draws at most `most` answers to each question and numbers them so that a number says nothing. Pure: the same input, the same packet. */
export function buildPacket(
  stored: readonly StoredAnswer[],
  plan: {
    readonly packet: string;
    readonly bank: string;
    readonly at: string;
    readonly most: number;
    readonly raters: number;
    readonly seed: number;
  },
): Packet {
  const questions = [...new Set(stored.map(({ question }) => question.id))].toSorted();
  const drawn = questions.flatMap((id, index) =>
    shuffled(
      stored.filter(({ question }) => question.id === id),
      plan.seed + index,
    ).slice(0, plan.most),
  );
  const numbered = drawn.map((answer, index): NumberedAnswer => ({ ...answer, number: index + 1 }));
  const raters = Array.from({ length: plan.raters }, (_, index) => `rater-${index + 1}`);
  return {
    key: {
      format: 'assay-packet-key/1',
      packet: plan.packet,
      bank: plan.bank,
      seed: plan.seed,
      raters,
      at: plan.at,
      answers: numbered.map(({ number, screenId, question, rubric }) => ({
        number,
        screenId,
        question: question.id,
        rubric: question.rubric.ref,
        rubricHash: question.rubric.contentHash,
        criteria: rubric.criteria.map(({ id }) => id),
      })),
    },
    orders: raters.map((rater, at) => ({
      rater,
      answers: questions.flatMap((id, index) =>
        shuffled(
          numbered.filter(({ question }) => question.id === id),
          plan.seed + 1_000 * (at + 1) + index,
        ),
      ),
    })),
  };
}

/** The alternative to the page: a table to fill in. `x` stands for *cannot rate*. */
export function ratingTable(answers: readonly NumberedAnswer[]): string {
  const rows = answers.flatMap(({ number, rubric }) => rubric.criteria.map(({ id }) => `${number},${id},`));
  return `${['answer,criterion,level', ...rows].join('\n')}\n`;
}
