import type { Highlight, ReportDocument } from '#app/protocol/index.ts';
import { DIMENSION_WORDS } from '#app/wording/index.ts';
import { QuoteLink } from './active-quote.tsx';
import { DimensionTable } from './dimension-table.tsx';
import { ScoreBar } from './score-bar.tsx';
import { bandSentence, scoreText } from './score-words.ts';

/** What two minutes are enough for: where the candidate stands, how sure that is, why, and what to do next. */
export function DecisionView({ document: doc }: { readonly document: ReportDocument }) {
  const { overall, band, calibration } = doc;
  return (
    <section className="decision-view" aria-label="Summary">
      <div className="verdict">
        <p className="verdict__label">Overall</p>
        <p className="verdict__band">{bandSentence(band)}</p>
        {overall.kind === 'score' ? (
          <>
            <p className="verdict__score numbers">
              <strong>{scoreText(overall)}</strong> <span className="soft">of 4; the bar is {doc.bandEdges.meetsBar.toFixed(2)}</span>
            </p>
            <ScoreBar score={overall.score} standardError={overall.standardError} bar={doc.bandEdges.meetsBar} />
          </>
        ) : (
          <p className="verdict__score">No total: {overall.why}</p>
        )}
        <p className="small soft">
          {overall.graded} of {overall.of} criteria graded
          {band.kind === 'between' && '. The interval crosses an edge: a person has to say'}
          {band.kind === 'withheld' && `. No band: ${band.why}`}
        </p>
        <div className={`callout ${calibration.calibrated ? '' : 'callout--warn'} small`}>
          <p>
            <strong>{calibration.calibrated ? 'Calibrated.' : 'NOT CALIBRATED.'}</strong> {calibration.statement}
          </p>
        </div>
      </div>
      <DimensionTable dimensions={doc.dimensions} />
      {doc.needsPerson.length > 0 && (
        <div className="needs-person">
          <h2>Needs a person</h2>
          <ul className="bare">
            {doc.needsPerson.map(({ what, questionId, number }) => (
              <li key={`${number} ${what}`}>
                {questionId === null ? (
                  <span className="soft">Whole screen</span>
                ) : (
                  <a href={`#question-${questionId}`}>Question {number}</a>
                )}
                <span>{what}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Highlights title="Strongest evidence" highlights={doc.strongest} none="No check was met with a quote." />
      <Highlights title="Weakest evidence" highlights={doc.weakest} none="No check was left open." />
      {doc.nextRound.length > 0 && (
        <div className="next-round">
          <h2>Ask in the next round</h2>
          <ul className="bare">
            {doc.nextRound.map(({ ask, because, questionId, number }) => (
              <li key={ask}>
                <p>{ask}</p>
                <p className="small soft">
                  {because} <a href={`#question-${questionId}`}>Question {number}</a>
                </p>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface HighlightsProps {
  readonly title: string;
  readonly highlights: readonly Highlight[];
  readonly none: string;
}

function Highlights({ title, highlights, none }: HighlightsProps) {
  return (
    <div className="highlights">
      <h2>{title}</h2>
      {highlights.length === 0 && <p className="soft">{none}</p>}
      <ul className="bare">
        {highlights.map(({ says, quote, dimension, number, questionId, criterion }) => (
          <li key={`${questionId} ${criterion} ${says}`}>
            <p>{says}</p>
            {quote ? <QuoteLink quote={quote} /> : <p className="soft">Not fully shown in the answer.</p>}
            <p className="small soft">
              {DIMENSION_WORDS[dimension]}, <a href={`#question-${questionId}`}>question {number}</a>
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
