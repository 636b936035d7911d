import type { GraderStamp, ReportDocument, ReportQuestion, Usage } from '#app/protocol/index.ts';
import { timesWords } from './reading-words.ts';
import { count, slugWords, timeWords } from './words.ts';

type Graded = Extract<ReportQuestion['status'], { kind: 'graded' }>;

const MICRO = 1_000_000;
const CENT = 0.01;

/** `claude 1.2.0, model claude-sonnet-4-5, prompt grade-answer 1.1.0`. */
export function stampWords({ name, version, model, prompt }: GraderStamp): string {
  return [`${name} ${version}`, model && `model ${model}`, prompt && `prompt ${prompt.id} ${prompt.version}`].filter(Boolean).join(', ');
}

/** Everybody who confirmed quotes blind, once each. */
export function blindReaders(questions: readonly ReportQuestion[]): readonly GraderStamp[] {
  const stamps = questions.flatMap(({ status }) => (status.kind === 'graded' && status.entailment ? [status.entailment] : []));
  return [...new Map(stamps.map((stamp) => [JSON.stringify(stamp), stamp])).values()];
}

/** `About US$ 0.09 for 6 answers: 14 readings and 5 blind readings.` Answers that no model had to read cost nothing and are not counted. */
export function costSentence({ questions, provenance }: Pick<ReportDocument, 'questions' | 'provenance'>): string {
  const asked = questions.flatMap(({ status }) => (status.kind === 'graded' && status.usage !== null ? [status] : []));
  if (asked.length === 0) return 'No model was asked.';
  const readings = asked.reduce((sum, { passes }) => sum + passes.length, 0);
  const blind = asked.filter(({ entailment }) => entailment !== null).length;
  const work = `${count(asked.length, 'answer')}: ${count(readings, 'reading')}${blind > 0 ? ` and ${count(blind, 'blind reading')}` : ''}`;
  const { costMicroUsd } = provenance;
  return costMicroUsd === null ? `Not known: no price is known for a model. ${work}.` : `${dollars(costMicroUsd)} for ${work}.`;
}

function dollars(microUsd: number): string {
  const value = microUsd / MICRO;
  return value > 0 && value < CENT ? 'Less than US$ 0.01' : `About US$ ${value.toFixed(2)}`;
}

/** All tokens, and how much of what was read came from the cache. */
export function tokensSentence({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: Usage): string {
  const read = inputTokens + cacheReadTokens + cacheWriteTokens;
  const share = read === 0 ? '' : ` ${Math.round((100 * cacheReadTokens) / read)}% of input tokens came from the cache.`;
  const [all, fresh, out, written] = [read, inputTokens, outputTokens, cacheWriteTokens].map((tokens) => tokens.toLocaleString('en-US'));
  return `${all} in (${fresh} fresh, ${cacheReadTokens.toLocaleString('en-US')} read from the cache, ${written} written to it), ${out} out.${share}`;
}

/** `Read twice, the second time by claude …, and by a blind reader (claude …).`; null for one ordinary reading. */
export function readingsSentence({ passes, entailment }: Graded): string | null {
  const others = [...new Set(passes.slice(1).map(stampWords))].filter((words) => passes[0] && words !== stampWords(passes[0]));
  const parts = [
    ...(passes.length > 1 ? [`Read ${timesWords(passes.length)}${others.length > 0 ? `, again by ${others.join(' and ')}` : ''}.`] : []),
    ...(entailment ? [`Blind reading by ${stampWords(entailment)}.`] : []),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

/** `Graded again on 9 March 2026, 14:05 UTC, in run spring; before: suspects level 2, isolates level 4.` */
export function regradedSentence({ regraded }: Graded): string | null {
  if (!regraded) return null;
  const before = Object.entries(regraded.before).map(
    ([criterion, level]) => `${slugWords(criterion).toLowerCase()} ${level === null ? 'without a level' : `level ${level}`}`,
  );
  return `Graded again on ${timeWords(regraded.at)}, in run ${regraded.run}; before: ${before.join(', ') || 'no grade'}.`;
}
