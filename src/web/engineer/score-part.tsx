import type { ReportDocument } from '#app/protocol/index.ts';
import { DIMENSION_WORDS, effectiveLevel, slugWords } from '#app/wording/index.ts';

/** The overall score as a sum that a reader can check with pen and paper. */
export function ScorePart({ document: doc }: { readonly document: ReportDocument }) {
  const { overall, questions } = doc;
  const rows = questions.flatMap(({ questionId, number, criteria }) =>
    criteria.map((criterion) => ({ key: `${questionId} ${criterion.criterion}`, number, criterion, level: effectiveLevel(criterion) })),
  );
  const judged = rows.flatMap(({ criterion, level }) => (level === null ? [] : [{ weight: criterion.weight, level }]));
  const weights = judged.reduce((sum, { weight }) => sum + weight, 0);
  const total = judged.reduce((sum, { weight, level }) => sum + weight * level, 0);
  return (
    <section className="report-part stack" id="score" aria-labelledby="score-title">
      <h2 id="score-title">How the score is computed</h2>
      <p>
        A met check earns its points, a partly met one half of them. The level of a criterion is the highest whose points are reached and
        whose needed checks, with those of the levels below, are met; a wrong claim, and a rule about the whole text, then hold it down. The
        overall score is the mean of the levels, each counted as often as its weight. A criterion without a level is left out, never counted
        as zero.
      </p>
      <table className="sum small" aria-labelledby="score-title">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col" className="sum__dimension">
              Dimension
            </th>
            <th scope="col" className="sum__number">
              Weight
            </th>
            <th scope="col" className="sum__number">
              Level
            </th>
            <th scope="col" className="sum__number">
              Weight × level
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, number, criterion, level }) => (
            <tr key={key}>
              <th scope="row">
                <span className="soft numbers">{number}.</span> {slugWords(criterion.criterion)}
                {criterion.override && <span className="soft"> (set by a person)</span>}
              </th>
              <td className="sum__dimension">{DIMENSION_WORDS[criterion.dimension]}</td>
              <td className="sum__number numbers">{level === null ? `(${criterion.weight})` : criterion.weight}</td>
              <td className="sum__number numbers">{level ?? '–'}</td>
              <td className="sum__number numbers">{level === null ? 'left out' : criterion.weight * level}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Overall</th>
            <td className="sum__dimension" />
            <td className="sum__number numbers">{weights}</td>
            <td />
            <td className="sum__number numbers">
              {overall.kind === 'score' ? `${total} / ${weights} = ${overall.score.toFixed(2)}` : 'no overall score'}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
