import type { FormQuestion, Rubric } from '#app/protocol/index.ts';
import type { GradingInput, Sha256Of } from './grading-input.ts';
import { type RubricWords, rubricWords } from './rubric-words.ts';
import { type FoldedText, fold } from './text/fold.ts';
import { normalise } from './text/normalise.ts';
import { segment } from './text/segment.ts';

/** One answer or probe answer, ready to be read. */
export interface PreparedTurn {
  readonly turnId: string;
  /** As stored; quotes are cut from here. */
  readonly stored: string;
  /** As a grader reads it. */
  readonly text: string;
  /** From places in `text` to places in `stored`. */
  readonly offsets: readonly number[];
  readonly folded: FoldedText;
}

/** A sentence or line of the answer. Numbers run from 1 over all turns. */
export interface Segment {
  readonly number: number;
  readonly turn: PreparedTurn;
  /** Places in `turn.text`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Everything a grader may see of one answer: no name, no address, no earlier level. */
export interface PreparedAnswer {
  /** What calls to a model are recorded under; never part of a request. */
  readonly subject: string;
  readonly question: FormQuestion;
  readonly rubric: Rubric;
  readonly words: RubricWords;
  readonly kind: 'prose' | 'code';
  readonly turns: readonly PreparedTurn[];
  readonly segments: readonly Segment[];
  /** Authored follow-ups, with the last segment that had been written when each was asked. */
  readonly followUps: readonly { readonly afterSegment: number; readonly text: string }[];
  /** Some turn held characters that no reader sees. */
  readonly hidden: boolean;
  /** SHA-256 of the stored text of every graded turn with its turn id. */
  readonly answerHash: string;
  readonly sha256: Sha256Of;
}

export function prepareAnswer(input: GradingInput, sha256: Sha256Of): PreparedAnswer {
  const kind = input.question.kind === 'code-python' || input.question.kind === 'sql' ? 'code' : 'prose';
  const turns: PreparedTurn[] = [];
  const segments: Segment[] = [];
  const followUps: { afterSegment: number; text: string }[] = [];
  let hidden = false;
  for (const turn of input.turns) {
    if (turn.kind === 'probe') followUps.push({ afterSegment: segments.length, text: turn.text });
    if (turn.kind !== 'answer' && turn.kind !== 'probe-answer') continue;
    const normalised = normalise(turn.text);
    hidden ||= normalised.hidden;
    const { text, offsets } = normalised;
    const prepared = { turnId: turn.id, stored: turn.text.toWellFormed(), text, offsets, folded: fold(text) };
    turns.push(prepared);
    for (const { start, end } of segment(text, kind)) {
      segments.push({ number: segments.length + 1, turn: prepared, start, end, text: text.slice(start, end) });
    }
  }
  return {
    subject: input.subject,
    question: input.question,
    rubric: input.rubric,
    words: rubricWords(input.rubric, [input.question.prompt, ...followUps.map((followUp) => followUp.text)]),
    kind,
    turns,
    segments,
    followUps,
    hidden,
    answerHash: sha256(JSON.stringify(turns.map((turn) => [turn.turnId, turn.stored]))),
    sha256,
  };
}
