import type { GradeFlag, ReportDocument, ReportQuestion } from '#app/protocol/index.ts';
import type { QuestionFacts } from './fold-screen.ts';
import { BAND_WORDS, count, FLAG_WORDS, NEEDS_PERSON_WORDS, NOT_ASSESSABLE_WORDS, slugWords } from './words.ts';

type Entry = ReportDocument['needsPerson'][number];

export interface NeedsPersonInput {
  readonly questions: readonly ReportQuestion[];
  readonly facts: ReadonlyMap<string, QuestionFacts>;
  readonly scores: Pick<ReportDocument, 'overall' | 'band'>;
  readonly rejectedQuotes: number;
}

/** Flags that mean the levels themselves may be wrong; the others only ask for a look. */
const GRAVE: readonly GradeFlag[] = ['false-check-met', 'talks-about-grading', 'hidden-characters', 'keyword-list'];

/** What a person has to look at before deciding, most important first. */
export function needsPerson({ questions, facts, scores, rejectedQuotes }: NeedsPersonInput): Entry[] {
  return [
    ...questions.flatMap((question) => failureOf(question, facts)),
    ...questions.flatMap(flagsOf),
    ...questions.flatMap(notAssessableOf),
    ...wholeScreen(questions, scores, rejectedQuotes),
  ];
}

function failureOf(question: ReportQuestion, facts: ReadonlyMap<string, QuestionFacts>): Entry[] {
  const { status } = question;
  const overridden = question.criteria.length > 0 && question.criteria.every(({ override }) => override !== null);
  if (overridden) return [];
  if (status.kind === 'needs-person') return [about(question, `${NEEDS_PERSON_WORDS[status.reason]} Read the answer and set its levels.`)];
  const failure = facts.get(question.questionId)?.failures.get('claude');
  if (status.kind !== 'graded' || status.grader.name !== 'offline' || !failure) return [];
  return [about(question, `${NEEDS_PERSON_WORDS[failure.reason]} The levels shown are the offline grader’s and provisional.`)];
}

function flagsOf(question: ReportQuestion): Entry[] {
  if (question.status.kind !== 'graded') return [];
  const { flags } = question.status;
  // Thrown-out quotes are counted once for the whole screen.
  return flags
    .filter((flag) => flag !== 'quotes-rejected')
    .toSorted((a, b) => Number(GRAVE.includes(b)) - Number(GRAVE.includes(a)))
    .map((flag) => about(question, FLAG_WORDS[flag]));
}

function notAssessableOf(question: ReportQuestion): Entry[] {
  if (question.status.kind === 'unanswered')
    return [about(question, 'The question was not answered. It counts as not assessable, not as zero.')];
  if (question.status.kind === 'needs-person') return [];
  const open = question.criteria.filter(({ override }) => override === null);
  return open.flatMap(({ criterion, outcome }) =>
    outcome.kind === 'not-assessable'
      ? [about(question, `${slugWords(criterion)} has no level: ${NOT_ASSESSABLE_WORDS[outcome.reason]}.`)]
      : [],
  );
}

function wholeScreen(questions: readonly ReportQuestion[], scores: NeedsPersonInput['scores'], rejectedQuotes: number): Entry[] {
  const entries: Entry[] = [];
  if (scores.overall.kind === 'none') entries.push(overall(`There is no overall score: ${scores.overall.why}`));
  if (scores.band.kind === 'between') {
    const { lower, upper } = scores.band;
    entries.push(overall(`The score lies between “${BAND_WORDS[lower]}” and “${BAND_WORDS[upper]}”. A person has to say which.`));
  }
  const offline = questions.filter(({ status }) => status.kind === 'graded' && status.grader.name === 'offline').length;
  if (offline > 0)
    entries.push(
      overall(`${count(offline, 'question was', 'questions were')} graded offline. Those levels are provisional: confirm them.`),
    );
  if (rejectedQuotes > 0) {
    entries.push(
      overall(
        `${count(rejectedQuotes, 'quote')} offered by the grader did not hold and ${rejectedQuotes === 1 ? 'was' : 'were'} thrown out.`,
      ),
    );
  }
  return entries;
}

function about({ questionId, number }: ReportQuestion, what: string): Entry {
  return { questionId, number, what };
}

function overall(what: string): Entry {
  return { questionId: null, number: null, what };
}
