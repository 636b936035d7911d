import type { Rubric } from '#app/protocol/index.ts';
import { slugWords } from '#app/wording/index.ts';
import { STYLE_WORDS } from './bank-words.ts';

/** Answers with the levels an expert gave, closed at first: a reader may want to judge the question before. */
export function ExemplarsPart({ rubric }: { readonly rubric: Rubric }) {
  return (
    <section className="stack" aria-labelledby="exemplars">
      <h2 id="exemplars">Answers with the levels an expert gave</h2>
      {rubric.exemplars.map(({ style, levels, why, answer }) => (
        <details key={answer} className="sheet exemplar">
          <summary>
            <strong>{STYLE_WORDS[style]}</strong>{' '}
            <span className="numbers">
              {Object.entries(levels)
                .map(([criterion, level]) => `${slugWords(criterion)} ${level}`)
                .join(', ')}
            </span>
            <span className="small soft exemplar__why">{why}</span>
          </summary>
          <p className="turn__text">{answer}</p>
        </details>
      ))}
    </section>
  );
}
