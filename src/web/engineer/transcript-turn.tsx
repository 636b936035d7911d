import { Fragment } from 'react';
import type { Quote, Turn } from '#app/protocol/index.ts';
import { PromptText } from '../parts/prompt-text.tsx';
import { useActiveQuote } from './active-quote.tsx';
import { quotePlace, segments } from './marked-text.ts';

const TURN_WORDS: Readonly<Record<Turn['kind'], string>> = {
  question: 'Question',
  answer: 'Answer',
  'clarification-request': 'Candidate asked',
  clarification: 'Interviewer answered',
  probe: 'Follow-up',
  'probe-answer': 'Answer to the follow-up',
};

interface TranscriptTurnProps {
  readonly turn: Turn;
  readonly quotes: readonly Quote[];
  /** Words that a person has to judge. */
  readonly unmatched: readonly Quote[];
}

/** One message as it was said; the candidate's with the quoted words marked. */
export function TranscriptTurn({ turn, quotes, unmatched }: TranscriptTurnProps) {
  return (
    <article className={`said said--${turn.by}`}>
      <h4 className="said__by">
        {TURN_WORDS[turn.kind]}
        {turn.by === 'assay' && <span className="tag">AI</span>}
        {turn.autoSubmitted && <span className="tag tag--warn">handed in when the time was over</span>}
      </h4>
      {turn.by === 'assay' ? <PromptText text={turn.text} /> : <MarkedText turn={turn} quotes={quotes} unmatched={unmatched} />}
    </article>
  );
}

function MarkedText({ turn, quotes, unmatched }: TranscriptTurnProps) {
  const active = useActiveQuote();
  const isHere = (quote: Quote) => quote.turnId === turn.id;
  return (
    <p className="said__text">
      {segments(turn.text, quotes.filter(isHere), unmatched.filter(isHere)).map((segment) => {
        const places = segment.begins.map((end) => quotePlace({ turnId: turn.id, start: segment.start, end }));
        const isActive = active?.turnId === turn.id && active.start <= segment.start && active.end >= segment.end;
        return (
          <Fragment key={segment.start}>
            {places.map((place) => (
              <span key={place} id={place} tabIndex={-1} className="said__place" />
            ))}
            {segment.isQuoted || segment.isUnmatched ? (
              <mark className={`${segment.isUnmatched ? 'is-unmatched' : ''} ${isActive ? 'is-active' : ''}`}>{segment.text}</mark>
            ) : (
              segment.text
            )}
          </Fragment>
        );
      })}
    </p>
  );
}
