import type { ReportQuestion } from '#app/protocol/index.ts';
import { FLAG_WORDS, NEEDS_PERSON_WORDS, readingsSentence, regradedSentence, stampWords, unmatchedWords } from '#app/wording/index.ts';
import { CriterionPart } from './criterion-part.tsx';
import { TranscriptTurn } from './transcript-turn.tsx';

/** One question: what was said on one side, what it was judged to show on the other. */
export function QuestionPart({ question, screenId }: { readonly question: ReportQuestion; readonly screenId: string }) {
  const { status, turns, criteria, probe } = question;
  const findings = criteria.flatMap((criterion) => criterion.findings);
  const quotes = findings.flatMap((finding) => finding.quotes);
  const unmatched = findings.flatMap(unmatchedWords);
  return (
    <section className="question-part" id={`question-${question.questionId}`} aria-labelledby={`title-${question.questionId}`}>
      <div className="question-part__head">
        <p className="small soft">
          Question {question.number}, {question.section}, {question.rubric.ref}
        </p>
        <h2 id={`title-${question.questionId}`}>{question.title}</h2>
      </div>
      {status.kind === 'needs-person' && (
        <div className="callout callout--warn">
          <p>
            <strong>Needs a person.</strong> {NEEDS_PERSON_WORDS[status.reason]} {status.detail}
          </p>
        </div>
      )}
      {status.kind === 'unanswered' && (
        <div className="callout">
          <p>
            <strong>Not answered.</strong> Counted as not assessable, never as a low score.
          </p>
        </div>
      )}
      {status.kind === 'graded' && status.flags.length > 0 && (
        <ul className="flags small">
          {status.flags.map((flag) => (
            <li key={flag}>{FLAG_WORDS[flag]}</li>
          ))}
        </ul>
      )}
      {status.kind === 'graded' && (
        <p className="small soft question-part__graded">
          Graded by {stampWords(status.grader)}. {readingsSentence(status)} {regradedSentence(status)}
        </p>
      )}
      <div className="question-part__sides">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, so the keyboard must reach it */}
        <section className="said-all" tabIndex={0} aria-label={`Transcript of question ${question.number}`}>
          <h3 className="side-title">Transcript</h3>
          {turns.map((turn) => (
            <TranscriptTurn key={turn.id} turn={turn} quotes={quotes} unmatched={unmatched} />
          ))}
          {unmatched.length > 0 && (
            <p className="small soft">
              <mark>Underlined</mark>: words that count. <mark className="is-unmatched">Dotted</mark>: words that may show a check and were
              not credited for it.
            </p>
          )}
          {probe && (
            <p className="small soft">
              The follow-up aimed at <code>{probe.aims}</code>, chosen by {probe.chosenBy === 'claude' ? 'the model' : 'the offline grader'}
              : {probe.why}
            </p>
          )}
        </section>
        <div className="criteria">
          <h3 className="side-title">Criteria</h3>
          {criteria.map((criterion) => (
            <CriterionPart key={criterion.criterion} criterion={criterion} questionId={question.questionId} screenId={screenId} />
          ))}
        </div>
      </div>
    </section>
  );
}
