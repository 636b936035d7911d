import type { ReportQuestion, Turn } from '#app/protocol/index.ts';
import { KIND_WORDS, NEEDS_PERSON_WORDS, readingsSentence, regradedSentence, slugWords, stampWords } from '#app/wording/index.ts';
import type { Block, Spoken } from '../blocks.ts';
import { printable } from '../printable.ts';
import { unreachable } from '../unreachable.ts';
import { answerPieces } from './answer-pieces.ts';
import { criterionBlocks } from './criterion-blocks.ts';

/** Everything about one question: what was asked and said, then each criterion with its findings. */
export function questionSection(question: ReportQuestion, of: number, shorten: (turn: Turn) => string): Block[] {
  return [
    {
      kind: 'heading',
      level: 2,
      style: 'chapter',
      eyebrow: printable(`Question ${question.number} of ${of}  ·  ${KIND_WORDS[question.kind]}  ·  ${question.section}`),
      text: printable(question.title),
      aside: null,
      bookmark: true,
    },
    ...conversation(question, shorten),
    { kind: 'paragraph', style: 'footnote', text: printable(gradedBy(question)) },
    ...regraded(question),
    ...question.criteria.flatMap(criterionBlocks),
  ];
}

function conversation(question: ReportQuestion, shorten: (turn: Turn) => string): Block[] {
  const asked = question.turns.some(({ kind }) => kind === 'question');
  const prompt: Spoken = {
    kind: 'spoken',
    speaker: printable('Asked'),
    when: null,
    by: 'assay',
    pieces: answerPieces(question.prompt, question.kind),
    note: asked ? null : printable('This question was not reached.'),
  };
  // The question's own turn repeats the prompt; the prompt stands once.
  const turns = question.turns.filter(({ kind }) => kind !== 'question').map((turn) => spoken(turn, question, shorten));
  const silent = !question.turns.some(({ by }) => by === 'candidate');
  return [
    prompt,
    ...turns,
    ...(silent ? [{ kind: 'paragraph', style: 'muted', text: printable('The candidate did not answer this question.') } as const] : []),
  ];
}

function spoken(turn: Turn, question: ReportQuestion, shorten: (turn: Turn) => string): Spoken {
  const { probe } = question;
  const why =
    turn.kind === 'probe' && probe
      ? `Why this follow-up: ${probe.why} Aimed at “${slugWords(probe.aims.split('/')[1] ?? '')}”, chosen by ${probe.chosenBy}.`
      : null;
  const note = turn.autoSubmitted ? 'The time ran out; the last saved draft was handed in.' : why;
  return {
    kind: 'spoken',
    speaker: printable(SPEAKER[turn.kind]),
    when: turn.by === 'candidate' ? printable(`${turn.at.slice(11, 16)} UTC`) : null,
    by: turn.by,
    pieces: answerPieces(shorten(turn), turn.by === 'candidate' ? question.kind : 'scenario'),
    note: note === null ? null : printable(note),
  };
}

const SPEAKER: Record<Turn['kind'], string> = {
  question: 'Asked',
  answer: 'Answer',
  'clarification-request': 'Candidate asked',
  clarification: 'Clarification',
  probe: 'Follow-up',
  'probe-answer': 'Answer to the follow-up',
};

function gradedBy({ status, rubric }: ReportQuestion): string {
  switch (status.kind) {
    case 'graded': {
      const by = `Graded by ${stampWords(status.grader)}, against rubric ${rubric.ref}.`;
      const notes = 'Machine notes are written by the grader and are not evidence.';
      return [by, readingsSentence(status), notes].filter((sentence) => sentence !== null).join(' ');
    }
    case 'needs-person':
      return `${NEEDS_PERSON_WORDS[status.reason]} Rubric ${rubric.ref}. ${status.detail}`;
    case 'unanswered':
      return `Not graded: there is no answer. Rubric ${rubric.ref}.`;
    default:
      return unreachable(status);
  }
}

function regraded({ status }: ReportQuestion): Block[] {
  const sentence = status.kind === 'graded' ? regradedSentence(status) : null;
  return sentence === null ? [] : [{ kind: 'paragraph', style: 'muted', text: printable(sentence) }];
}
