import type { GradeFlag, ReportDocument, ReportQuestion } from '#app/protocol/index.ts';
import {
  BAND_WORDS,
  count,
  countPlaces,
  FLAG_WORDS,
  NEEDS_PERSON_WORDS,
  NOT_ASSESSABLE_WORDS,
  slugWords,
  unmatchedWords,
} from '#app/wording/index.ts';
import type { QuestionFacts } from './fold-screen.ts';

type Entry = ReportDocument['needsPerson'][number];

export interface NeedsPersonInput {
  readonly questions: readonly ReportQuestion[];
  readonly facts: ReadonlyMap<string, QuestionFacts>;
  readonly scores: Pick<ReportDocument, 'overall' | 'band'>;
  readonly rejectedQuotes: number;
}

/** Flags that mean the levels themselves may be wrong; the others only ask for a look. */
const GRAVE: ReadonlySet<GradeFlag> = new Set<GradeFlag>([
  'false-check-met',
  'passes-disagree',
  'talks-about-grading',
  'hidden-characters',
  'keyword-list',
]);
/** Told with more than a sentence: thrown-out quotes once for the whole screen, unmatched words with their number. */
const TOLD_ELSEWHERE: ReadonlySet<GradeFlag> = new Set<GradeFlag>(['quotes-rejected', 'unmatched-evidence']);
/** Levels of two readings that differ by more than this are for a person to settle. */
const TOLERATED_SPREAD = 1;

/** What a person has to look at before deciding, most important first. */
export function needsPerson({ questions, facts, scores, rejectedQuotes }: NeedsPersonInput): Entry[] {
  return [
    ...questions.flatMap((question) => failureOf(question, facts)),
    ...questions.flatMap((question) => flagsOf(question, (flag) => GRAVE.has(flag))),
    ...questions.flatMap(unmatchedOf),
    ...questions.flatMap((question) => flagsOf(question, (flag) => !GRAVE.has(flag))),
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

function flagsOf(question: ReportQuestion, asked: (flag: GradeFlag) => boolean): Entry[] {
  if (question.status.kind !== 'graded') return [];
  return question.status.flags
    .filter((flag) => asked(flag) && !TOLD_ELSEWHERE.has(flag))
    .flatMap((flag) => (flag === 'passes-disagree' ? disagreementsOf(question) : [about(question, FLAG_WORDS[flag])]));
}

/** A level that a person has set is settled. */
function disagreementsOf(question: ReportQuestion): Entry[] {
  const apart = question.criteria.flatMap(({ criterion, outcome, override }) => {
    if (override !== null || outcome.kind !== 'level') return [];
    const { passes } = outcome;
    return Math.max(...passes) - Math.min(...passes) > TOLERATED_SPREAD ? [`${slugWords(criterion)} ${passes.join(', ')}`] : [];
  });
  return apart.length === 0
    ? []
    : [about(question, `Readings lie more than one level apart: ${apart.join('; ')}. Set the level yourself.`)];
}

/** One entry a question. Words beside a level that a person has set were read. */
function unmatchedOf(question: ReportQuestion): Entry[] {
  const open = question.criteria.filter(({ override }) => override === null).flatMap(({ findings }) => findings);
  const doubtful = open.filter((finding) => unmatchedWords(finding).length > 0);
  const places = countPlaces(doubtful.flatMap(unmatchedWords));
  if (places === 0) return [];
  const credited = doubtful.some(({ verdict }) => verdict === 'partial') ? 'not fully credited' : 'not credited';
  const what =
    places === 1
      ? `1 quote may show a check that was ${credited}. Read it.`
      : `${places} quotes may show checks that were ${credited}. Read them.`;
  return [about(question, what)];
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
