import { describe, expect, test } from 'vitest';
import { BAND_EDGES, type FormToScore, scoreForm } from '#app/grading/index.ts';
import { BandOutcome, type CriterionResult, type Dimension, type Level, ScoreOutcome } from '#app/protocol/index.ts';

type Row = {
  readonly level: Level | 'empty' | 'unanswered';
  readonly weight: number;
  readonly dimension?: Dimension;
  readonly override?: Level;
};

/** A form from rows of criteria, one row a question. */
function form(...questions: Row[][]): FormToScore {
  const expected = questions.map((rows, at) => ({
    questionId: `q${at}`,
    criteria: rows.map(({ weight, dimension = 'evaluation' }, index) => ({ criterion: `c${index}`, dimension, weight })),
  }));
  const graded = questions.map((rows, at) => ({
    questionId: `q${at}`,
    criteria: rows.flatMap((row, index): (CriterionResult & { effectiveLevel?: Level })[] => {
      if (row.level === 'unanswered') return [];
      const outcome: CriterionResult['outcome'] =
        row.level === 'empty'
          ? { kind: 'not-assessable', reason: 'empty' }
          : { kind: 'level', level: row.level, points: row.level, maxPoints: 4, limits: [], textCap: null, passes: [row.level] };
      return [
        {
          criterion: `c${index}`,
          dimension: row.dimension ?? 'evaluation',
          weight: row.weight,
          outcome,
          ...(row.override === undefined ? {} : { effectiveLevel: row.override }),
        },
      ];
    }),
  }));
  return { questions: graded.filter(({ criteria }) => criteria.length > 0), expected };
}

const flat = (level: Level, times: number) => form(...Array.from({ length: times }, (): Row[] => [{ level, weight: 2 }]));

describe('scores', () => {
  test('[GR60] the weighted mean of levels to two decimals, computed by hand', () => {
    // (3·4 + 2·1 + 1·2) / (3 + 2 + 1) = 16 / 6
    const { overall } = scoreForm(
      form(
        [
          { level: 4, weight: 3 },
          { level: 1, weight: 2 },
        ],
        [{ level: 2, weight: 1 }],
      ),
    );
    expect(overall).toMatchObject({ kind: 'score', score: 2.67, graded: 3, of: 3 });
  });

  test('[GR60] what has no level leaves numerator and denominator', () => {
    const { overall } = scoreForm(
      form([{ level: 3, weight: 5 }], [{ level: 3, weight: 5 }], [{ level: 'empty', weight: 2 }], [{ level: 'unanswered', weight: 1 }]),
    );
    expect(overall).toMatchObject({ kind: 'score', score: 3, graded: 2, of: 4 });
  });

  test('[GR60] a person’s level stands in for the machine’s, and where there was none', () => {
    const { overall } = scoreForm(form([{ level: 1, weight: 1, override: 3 }], [{ level: 'empty', weight: 1, override: 2 }]));
    expect(overall).toMatchObject({ kind: 'score', score: 2.5, graded: 2, of: 2 });
  });

  test('[GR61] a quarter of the weight may be missing, more gives no total', () => {
    const rows = (missing: number) => form([{ level: 3, weight: 3 }], [{ level: 3, weight: 3 }], [{ level: 'empty', weight: missing }]);
    expect(scoreForm(rows(2)).overall.kind).toBe('score');
    const { overall, band } = scoreForm(rows(3));
    expect(overall).toEqual({
      kind: 'none',
      why: 'More than 25% of the form, by weight, could not be graded or was not answered.',
      graded: 2,
      of: 3,
    });
    expect(band).toMatchObject({ kind: 'withheld' });
  });

  test('[GR62] the standard error of a weighted mean over questions, computed by hand', () => {
    // Question scores 4 and 1 with weights 3 and 1: mean 3.25, √(2/1 · ((3·0.75)² + (1·−2.25)²)) / 4 = √(2 · 10.125) / 4 = 1.125
    const { overall } = scoreForm(form([{ level: 4, weight: 3 }], [{ level: 1, weight: 1 }]));
    expect(overall).toMatchObject({ score: 3.25, standardError: 1.13 });
  });

  test('[GR62] equal weights give the usual standard error of a mean', () => {
    // Levels 1 2 3 4: standard deviation 1.290994, divided by 2 = 0.645497
    const { overall } = scoreForm(
      form([{ level: 1, weight: 1 }], [{ level: 2, weight: 1 }], [{ level: 3, weight: 1 }], [{ level: 4, weight: 1 }]),
    );
    expect(overall).toMatchObject({ score: 2.5, standardError: 0.65 });
  });

  test('[GR62] one question has none, however many criteria', () => {
    const { overall, band } = scoreForm(
      form([
        { level: 4, weight: 1 },
        { level: 1, weight: 1 },
      ]),
    );
    expect(overall).toMatchObject({ kind: 'score', standardError: null });
    expect(band).toMatchObject({ kind: 'withheld' });
  });

  test('dimensions add up their own criteria', () => {
    const { dimensions } = scoreForm(
      form(
        [
          { level: 4, weight: 3, dimension: 'operations' },
          { level: 1, weight: 2, dimension: 'evaluation' },
        ],
        [{ level: 2, weight: 1, dimension: 'operations' }],
        [{ level: 'empty', weight: 2, dimension: 'communication' }],
      ),
    );
    expect(dimensions).toEqual([
      { dimension: 'operations', outcome: { kind: 'score', score: 3.5, standardError: 0.75, graded: 2, of: 2 }, bar: 2.25, weight: 4 },
      { dimension: 'evaluation', outcome: { kind: 'score', score: 1, standardError: null, graded: 1, of: 1 }, bar: 2.25, weight: 2 },
      {
        dimension: 'communication',
        outcome: { kind: 'none', why: 'None of these criteria could be graded.', graded: 0, of: 1 },
        bar: 2.25,
        weight: 2,
      },
    ]);
  });

  test('the shapes are the protocol’s', () => {
    const { overall, band, bandEdges } = scoreForm(flat(3, 4));
    expect(ScoreOutcome.parse(overall)).toEqual(overall);
    expect(BandOutcome.parse(band)).toEqual(band);
    expect(bandEdges).toEqual(BAND_EDGES);
  });
});

describe('bands', () => {
  test.each([
    [4, 'strong'],
    [3, 'strong'],
    [2, 'near-bar'],
    [1, 'below-bar'],
    [0, 'below-bar'],
  ] as const)('[GR63] level %d throughout is %s', (level, band) => {
    expect(scoreForm(flat(level, 4)).band).toEqual({ kind: 'band', band });
  });

  test('[GR63] an interval that crosses an edge names both bands', () => {
    const { overall, band } = scoreForm(form([{ level: 2, weight: 1 }], [{ level: 3, weight: 1 }], [{ level: 2, weight: 1 }]));
    expect(overall).toMatchObject({ score: 2.33, standardError: 0.33 });
    expect(band).toEqual({ kind: 'between', lower: 'near-bar', upper: 'meets-bar' });
  });

  test('[GR61] a form of which nothing was graded has no score and no band', () => {
    const { overall, band } = scoreForm(form([{ level: 'unanswered', weight: 1 }]));
    expect(overall).toMatchObject({ kind: 'none', graded: 0, of: 1 });
    expect(band.kind).toBe('withheld');
  });
});
