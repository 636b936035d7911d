import type { ReportQuestion } from '#app/protocol/index.ts';
import { count } from '#app/wording/index.ts';
import type { ScreenFacts } from './fold-screen.ts';

const MINUTE = 60_000;

/** What was noticed around the answers. None of it enters a score, and none of it is about how somebody typed. */
export function observations(facts: ScreenFacts, questions: readonly ReportQuestion[]): string[] {
  const found: string[] = [];
  const flagged = (flag: 'hidden-characters' | 'talks-about-grading') =>
    questions.filter(({ status }) => status.kind === 'graded' && status.flags.includes(flag)).map(({ number }) => number);
  const hidden = flagged('hidden-characters');
  if (hidden.length > 0)
    found.push(`Characters that cannot be seen stood in the answer to ${named(hidden)}. Copying from a document can bring them in.`);
  const grading = flagged('talks-about-grading');
  if (grading.length > 0) found.push(`The answer to ${named(grading)} speaks about how it should be graded.`);
  const auto = questions.filter(({ turns }) => turns.some(({ autoSubmitted }) => autoSubmitted)).map(({ number }) => number);
  if (auto.length > 0) found.push(`The time ran out during ${named(auto)}; the last saved draft was handed in.`);
  else if (facts.timeExpired) found.push('The time ran out before the candidate finished.');
  if (facts.pauses > 0) found.push(`The candidate paused ${facts.pauses === 1 ? 'once' : `${facts.pauses} times`}, as the notice allows.`);
  if (facts.outagesMs > 0) found.push(`Lost connections were made up for with ${minutes(facts.outagesMs)}.`);
  return found;
}

function named(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'question' : 'questions'} ${numbers.join(', ')}`;
}

function minutes(ms: number): string {
  return ms < MINUTE ? 'less than a minute' : count(Math.round(ms / MINUTE), 'minute');
}
