import type { ReportCriterion } from '#app/protocol/index.ts';
import {
  blindSentence,
  CLAIM_WORDS,
  capSentence,
  neededSentence,
  passesSentence,
  pointsWords,
  REJECTION_WORDS,
  thrownOut,
  UNMATCHED_TITLE,
  UNMATCHED_WHY,
  unmatchedWords,
  VERDICT_WORDS,
} from '#app/wording/index.ts';
import { QuoteLink } from './active-quote.tsx';

type Finding = ReportCriterion['findings'][number];

interface FindingPartProps {
  readonly finding: Finding;
  readonly arithmetic: ReportCriterion['arithmetic'];
  /** A person has set the level: nothing here waits for one. */
  readonly isSettled: boolean;
}

/** One verdict with the words that show it. What a quote could not prove is said, not hidden. */
export function FindingPart({ finding, arithmetic, isSettled }: FindingPartProps) {
  const { verdict, claimed, quotes, reason, says, kind } = finding;
  const rule = arithmetic && ruleOf(arithmetic, finding);
  const isClaim = kind === 'misconception';
  const notes = [passesSentence(finding), blindSentence(finding)].filter((sentence) => sentence !== null);
  return (
    <li className={`finding finding--${isClaim ? lookOfClaim(verdict) : verdict}`}>
      <p className="finding__line">
        <span className="finding__verdict">{isClaim ? CLAIM_WORDS[verdict] : VERDICT_WORDS[verdict]}</span>
        <span className="finding__says">
          {says} {rule && <span className="finding__rule soft">{rule}</span>}
        </span>
        {!isClaim && <span className="finding__points soft small numbers">{earned(finding)}</span>}
      </p>
      {quotes.map((quote) => (
        <QuoteLink key={`${quote.turnId} ${quote.start} ${quote.end}`} quote={quote} />
      ))}
      {notes.map((sentence) => (
        <p key={sentence} className="small soft">
          {sentence}
        </p>
      ))}
      {claimed !== verdict && quotes.length === 0 && (
        <p className="small soft">The grader said “{VERDICT_WORDS[claimed].toLowerCase()}”, but no quote proved it.</p>
      )}
      <Unmatched finding={finding} isSettled={isSettled} />
      {thrownOut(finding).map(({ text, why }) => (
        <p key={`${why} ${text}`} className="small soft">
          Quote not counted, {REJECTION_WORDS[why]}: <s>{text}</s>
        </p>
      ))}
      {reason !== '' && (
        <p className="small soft">
          <span className="tag">AI</span> {reason}
        </p>
      )}
    </li>
  );
}

/** Words that may show the check: for a person to read, and no fault of the candidate's. */
function Unmatched({ finding, isSettled }: Pick<FindingPartProps, 'finding' | 'isSettled'>) {
  const words = unmatchedWords(finding);
  if (words.length === 0) return null;
  return (
    <div className="unmatched">
      <p className="small">
        <strong>{isSettled ? 'Unmatched.' : UNMATCHED_TITLE}</strong> <span className="soft">{UNMATCHED_WHY}</span>
      </p>
      {words.map((quote) => (
        <QuoteLink key={`${quote.turnId} ${quote.start} ${quote.end}`} quote={quote} isUnmatched />
      ))}
    </div>
  );
}

/** What the arithmetic does with this check beside its points. */
function ruleOf(arithmetic: NonNullable<ReportCriterion['arithmetic']>, { kind, check, verdict }: Finding): string | null {
  const id = check.slice(check.indexOf('/') + 1);
  if (kind === 'check') return neededSentence(arithmetic, id);
  return verdict === 'met' ? capSentence(arithmetic, id) : null;
}

/** `1 of 2 points`. */
function earned({ verdict, points }: Finding): string {
  const share = verdict === 'met' ? 1 : verdict === 'partial' ? 0.5 : 0;
  return `${pointsWords(points * share)} of ${points} ${points === 1 ? 'point' : 'points'}`;
}

/** Only a claim that was made counts against the answer. */
function lookOfClaim(verdict: Finding['verdict']): Finding['verdict'] {
  return verdict === 'met' ? 'contradicted' : verdict === 'partial' ? 'partial' : 'not-met';
}
