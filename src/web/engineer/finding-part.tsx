import type { ReportCriterion } from '#app/protocol/index.ts';
import { QuoteLink } from './active-quote.tsx';
import { REJECTION_WORDS, VERDICT_WORDS } from './score-words.ts';

type Finding = ReportCriterion['findings'][number];

/** One verdict with the words that show it. What a quote could not prove is said, not hidden. */
export function FindingPart({ finding }: { readonly finding: Finding }) {
  const { verdict, claimed, quotes, rejected, reason, says, points, kind } = finding;
  const isMisconception = kind === 'misconception';
  return (
    <li className={`finding finding--${isMisconception && verdict === 'met' ? 'contradicted' : verdict}`}>
      <p className="finding__line">
        <span className="finding__verdict">{isMisconception ? misconceptionWords(verdict) : VERDICT_WORDS[verdict]}</span>
        <span className="finding__says">{says}</span>
        {!isMisconception && (
          <span className="finding__points soft small numbers">
            {points} {points === 1 ? 'point' : 'points'}
          </span>
        )}
      </p>
      {quotes.map((quote) => (
        <QuoteLink key={`${quote.turnId} ${quote.start} ${quote.end}`} quote={quote} />
      ))}
      {claimed !== verdict && (
        <p className="small soft">The grader said “{VERDICT_WORDS[claimed].toLowerCase()}”, but no quote proved it.</p>
      )}
      {rejected.map(({ text, why }) => (
        <p key={text} className="small soft">
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

function misconceptionWords(verdict: Finding['verdict']): string {
  return verdict === 'met' ? 'Wrong claim made' : 'Wrong claim not made';
}
