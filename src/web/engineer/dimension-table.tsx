import type { ReportDocument } from '#app/protocol/index.ts';
import { DIMENSION_WORDS } from '#app/wording/index.ts';
import { ScoreBar } from './score-bar.tsx';
import { scoreText } from './score-words.ts';

export function DimensionTable({ dimensions }: { readonly dimensions: ReportDocument['dimensions'] }) {
  return (
    <div className="dimensions">
      <h2 id="dimensions">Dimensions</h2>
      <table aria-labelledby="dimensions">
        <thead>
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col">
              <span className="visually-hidden">Chart, 0 to 4</span>
            </th>
            <th scope="col">Score</th>
            <th scope="col">Bar</th>
            <th scope="col">Graded</th>
          </tr>
        </thead>
        <tbody>
          {dimensions.map(({ dimension, outcome, bar }) => (
            <tr key={dimension}>
              <th scope="row">{DIMENSION_WORDS[dimension]}</th>
              <td className="dimensions__chart">
                {outcome.kind === 'score' ? (
                  <ScoreBar score={outcome.score} standardError={outcome.standardError} bar={bar} />
                ) : (
                  <span className="small soft">{outcome.why}</span>
                )}
              </td>
              <td className="numbers dimensions__score">{scoreText(outcome)}</td>
              <td className="numbers soft">{bar.toFixed(2)}</td>
              <td className="numbers soft">
                {outcome.graded} of {outcome.of}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small soft">Thin line: one standard error to each side. Upright mark: the bar.</p>
    </div>
  );
}
