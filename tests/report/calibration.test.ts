import { beforeAll, describe, expect, test } from 'vitest';
import { calibrationPage, renderCalibrationPdf } from '#app/report/index.ts';
import { type ReadPdf, readPdf } from './read-pdf.ts';
import { sampleCalibration } from './sample-calibration.ts';

const HOSTILE = `</style><script>alert(1)</script><img src=x onerror=alert(1)> "a" & 'b' \u202eevil`;
const FORBIDDEN = /\/(?:JS|JavaScript|OpenAction|AA|Launch|URI|SubmitForm|EmbeddedFile|EmbeddedFiles|Annots|XObject \d|RichMedia|GoToR)\b/;

function hostile() {
  const sample = sampleCalibration();
  return sampleCalibration({
    gold: { ...sample.gold, file: HOSTILE, raters: [HOSTILE] },
    notGraded: [{ reason: 'empty', says: 'The answer is empty.', answers: [HOSTILE] }],
    subgroups: [{ kind: 'insufficient', group: HOSTILE, rows: 3 }],
    byQuestion: sample.byQuestion.map((question) => ({ ...question, title: HOSTILE })),
  });
}

describe('the PDF of a calibration', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await readPdf(await renderCalibrationPdf(sampleCalibration()));
  });

  test('[RP60] says the verdict first, and names each blocking gate with its value and limit', () => {
    const [first = ''] = pdf.pages;
    expect(first).toContain('NOT CALIBRATED');
    expect(first).toContain('2 of 11 required gates are not passed.');
    expect(first).toContain('Quadratic weighted kappa of machine and people: 0.61, at least 0.70');
    expect(first).toContain('on the question with fewest: enough for release: 45, at least 100');
    expect(pdf.outline).toEqual(['Verdict', 'Levels side by side', 'Agreement', 'Groups, steadiness, attacks', 'What stands behind it']);
  });

  test('[RP61] the confusion plot holds its numbers, the other plot says them', () => {
    const text = pdf.pages.join(' ');
    expect(text).toContain('Down: level by people (their mean)');
    const figures = pdf.elements.filter(({ role }) => role === 'Figure');
    expect(figures.map(({ alt }) => alt)).toEqual([
      expect.stringContaining('At level 3 by people the machine gave 2.70 on average with a standard deviation of 0.40 (n 4).'),
    ]);
    // Five levels, their totals, and a head for each row and column.
    const cells = pdf.elements
      .filter(({ role }) => role === 'Table')
      .map(({ children }) => children.filter(({ role }) => role === 'TD').length);
    expect(cells).toContain(5 * 6);
  });

  test('[RP63] is tagged: headings without gaps, heads with scopes, no text outside the structure', () => {
    expect(pdf.lang).toBe('en');
    expect(pdf.loose).toEqual([]);
    const headings = pdf.elements.map(({ role }) => role).filter((role) => /^H\d$/.test(role));
    expect(headings[0]).toBe('H1');
    for (const [index, role] of headings.entries())
      expect(Number(role.slice(1)) - Number((headings[index - 1] ?? 'H0').slice(1))).toBeLessThanOrEqual(1);
    expect(pdf.dictionaries.match(/\/S \/TH\b/g)?.length).toBe(pdf.dictionaries.match(/\/Scope \/(?:Row|Column)/g)?.length);
    expect(pdf.info).toMatchObject({ Title: 'Calibration: claude claude-sonnet-4-5 against people', Producer: 'Assay' });
    const fonts = pdf.dictionaries.match(/\/Subtype \/Type0/g)?.length ?? 0;
    expect(pdf.dictionaries.match(/\/FontFile2 /g)).toHaveLength(fonts);
  });

  test('[RP63] carries nothing that acts, whatever stands in the gold file', async () => {
    const bytes = await renderCalibrationPdf(hostile());
    const read = await readPdf(bytes);
    expect(read.dictionaries).not.toMatch(FORBIDDEN);
    expect(read.pages.join('').replace(/\s/g, '')).toContain('⟦U+202E⟧');
  });

  test('the same document gives the same file', async () => {
    const draw = async () => Buffer.from(await renderCalibrationPdf(sampleCalibration())).toString('latin1');
    const withoutId = (text: string) => text.replace(/\/ID \[[^\]]*\]/, '');
    expect(withoutId(await draw())).toBe(withoutId(await draw()));
  });

  test('a calibration without anything measured is drawn', async () => {
    const empty = sampleCalibration({
      grader: null,
      tuples: [],
      byLevel: [],
      repeats: null,
      adversarial: null,
      subgroups: [],
      notGraded: [],
    });
    const text = (await readPdf(await renderCalibrationPdf(empty))).pages.join(' ');
    for (const words of ['No grade was made', 'No answer was graded more than once', 'No bank asks these questions', 'names no groups'])
      expect(text).toContain(words);
  });

  test.each([
    [{ calibrated: true, gates: [] }, 'CALIBRATED', 'Every one of the 0 required gates'],
    [{ provisional: true }, 'NOT CALIBRATED', 'Only the size of the sample for release is lacking.'],
  ] as const)('[RP60] %j', async (changes, badge, sentence) => {
    const [first = ''] = (await readPdf(await renderCalibrationPdf(sampleCalibration(changes as object)))).pages;
    expect(first).toContain(badge);
    expect(first).toContain(sentence);
  });
});

describe('the page of a calibration', () => {
  const page = calibrationPage(sampleCalibration());

  test('[RP60] says what the PDF says', async () => {
    const { pages } = await readPdf(await renderCalibrationPdf(sampleCalibration()));
    const bare = (text: string) => text.replace(/\s+/g, '');
    const drawn = bare(pages.map((text) => text.replace(/Calibration \S+\. gold\.jsonl\. Confidential\..*$/, '')).join(' '));
    const cells = [...page.matchAll(/<(?:td|p|li|h1|h2|h3|figcaption)[^>]*>([^<]+)</g)].map(([, text = '']) => text);
    expect(cells.length).toBeGreaterThan(60);
    const words = cells
      .map((text) => bare(text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')))
      .filter((text) => !text.startsWith('Down:') && !text.startsWith('Up:'));
    for (const text of words) expect(drawn.toLowerCase()).toContain(text.toLowerCase());
  });

  test('[RP61] both plots hold their numbers as text and say them', () => {
    const [matrix = '', plot = ''] = page.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    expect(matrix.match(/<text/g)).toHaveLength(6 + 5 * (1 + 5 + 1));
    expect(matrix).toContain(
      'aria-label="Confusion of levels, with the number of rows in brackets. Where people gave 0, the machine gave 0 (1), 1 (1).',
    );
    expect(plot).toContain('>2.7<');
    expect(plot).toMatch(/aria-label="Mean level by the machine at each level by people\./);
  });

  test('[RP62] stands alone: no script, nothing from elsewhere, every text escaped', () => {
    for (const text of [page, calibrationPage(hostile())]) {
      expect(text).not.toMatch(/<(?:script|img|link|iframe|object)|url\(|@import|https?:/i);
      expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    }
    expect(calibrationPage(hostile())).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});
