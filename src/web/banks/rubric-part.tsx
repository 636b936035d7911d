import type { Rubric } from '#app/protocol/index.ts';
import { DIMENSION_WORDS, slugWords } from '#app/wording/index.ts';

const LEVELS = [0, 1, 2, 3, 4] as const;

/** How an answer is judged: criteria with anchors for people and checks for graders. */
export function RubricPart({ rubric }: { readonly rubric: Rubric }) {
  return (
    <section className="stack" aria-labelledby="judged">
      <h2 id="judged">How it is judged</h2>
      {rubric.criteria.map((criterion) => (
        <CriterionSheet key={criterion.id} criterion={criterion} />
      ))}
      <p className="small soft measure">
        <strong>False check:</strong> {rubric.false_check} No honest answer states this; a grader that finds it has been fooled.
      </p>
    </section>
  );
}

function CriterionSheet({ criterion }: { readonly criterion: Rubric['criteria'][number] }) {
  const total = criterion.checks.reduce((sum, { points }) => sum + points, 0);
  const needed = (level: 1 | 2 | 3 | 4) => criterion.needs[level] ?? [];
  return (
    <article className="sheet stack">
      <h3>
        {slugWords(criterion.id)}{' '}
        <span className="small soft rubric__about">
          {DIMENSION_WORDS[criterion.dimension]}, weight {criterion.weight}
        </span>
      </h3>
      <table className="rubric__levels small">
        <caption className="visually-hidden">Levels of {slugWords(criterion.id)}</caption>
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">Points</th>
            <th scope="col">What it looks like</th>
          </tr>
        </thead>
        <tbody>
          {LEVELS.map((level) => (
            <tr key={level}>
              <th scope="row" className="numbers">
                {level}
              </th>
              <td className="numbers">{level === 0 ? '0' : `${criterion.levels[level]} of ${total}`}</td>
              <td>
                {criterion.anchors[level]}
                {level > 0 && needed(level as 1 | 2 | 3 | 4).length > 0 && (
                  <span className="soft">
                    {' '}
                    Needs:{' '}
                    {needed(level as 1 | 2 | 3 | 4)
                      .map(slugWords)
                      .join(', ')}
                    .
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="rubric__checks bare">
        {criterion.checks.map((check) => (
          <li key={check.id} className="rubric__check">
            <span className="rubric__points numbers">{check.points}</span>
            <span>
              {check.says}
              <details className="rubric__cues small soft">
                <summary>{slugWords(check.id)}: ways to say it</summary>
                {check.cues.join(' · ')}
              </details>
            </span>
          </li>
        ))}
        {criterion.misconceptions.map((claim) => (
          <li key={claim.id} className="rubric__check rubric__wrong">
            <span className="rubric__points numbers" title={`Holds the level at ${claim.caps}`}>
              ≤{claim.caps}
            </span>
            <span>
              <span className="visually-hidden">Wrong claim, holds the level at {claim.caps}: </span>
              {claim.says}
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
