import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ReportDocument } from '#app/protocol/index.ts';
import { buildReport, renderPdf } from '#app/report/index.ts';
import { type ReadPdf, readPdf } from './read-pdf.ts';
import { SAMPLE_QUESTIONS, type SampleQuestion } from './sample-questions.ts';
import { sampleDocument, sampleInput } from './sample-screen.ts';

async function drawn(document: ReportDocument): Promise<ReadPdf> {
  return readPdf(await renderPdf(document));
}

/** The sample with this text as the answer to its first question, and no quotes from it. */
function answering(answer: string, change: Partial<Parameters<typeof buildReport>[0]> = {}): ReportDocument {
  const [first, ...rest] = SAMPLE_QUESTIONS as [SampleQuestion, ...SampleQuestion[]];
  const question: SampleQuestion = {
    ...first,
    answer,
    criteria: first.criteria.map((criterion) => ({
      ...criterion,
      checks: criterion.checks.map(({ quote: _quote, ...check }) => ({ ...check, verdict: 'not-met' as const })),
    })),
  };
  return buildReport({ ...sampleInput([question, ...rest]), ...change });
}

/** Without white space: runs in different fonts are joined by a space that is not on the page. */
function bare(text: string): string {
  return text.normalize('NFC').replace(/\s/g, '');
}

const FORBIDDEN = /\/(?:JS|JavaScript|OpenAction|AA|Launch|URI|SubmitForm|EmbeddedFile|EmbeddedFiles|Annots|XObject \d|RichMedia|GoToR)\b/;

describe('a typical report', () => {
  let pdf: ReadPdf;
  beforeAll(async () => {
    pdf = await drawn(sampleDocument());
  });

  test('[RP40] is A4, tagged, PDF/UA-1, and every text has its place in the structure', () => {
    expect(pdf.lang).toBe('en');
    expect(pdf.info).toMatchObject({
      Title: 'Screen report: Senior ML engineer, ranking at Northwind Retail',
      Producer: 'Assay',
      PDFFormatVersion: '1.7',
    });
    for (const entry of ['/Marked true', '/DisplayDocTitle true', '/Tabs /S', '/StructTreeRoot', '/MediaBox [0 0 595.28 841.89]']) {
      expect(pdf.dictionaries).toContain(entry);
    }
    expect(pdf.loose).toEqual([]);
  });

  test('[RP40] says in its metadata that it is PDF/UA-1', async () => {
    const bytes = Buffer.from(await renderPdf(sampleDocument())).toString('latin1');
    expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });

  test('[RP41] headings have no gaps, heads have scopes, figures have words', () => {
    const headings = pdf.elements
      .map(({ role }) => role)
      .filter((role) => /^H\d$/.test(role))
      .map((role) => Number(role.slice(1)));
    expect(headings[0]).toBe(1);
    expect(headings.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of headings.entries()) expect(level - (headings[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const figures = pdf.elements.filter(({ role }) => role === 'Figure');
    expect(figures).toHaveLength(9);
    expect(figures.map(({ alt }) => alt)).toContain('Operations: 2.20 ± 0.35 of 4; the bar is 2.50.');
    expect(figures.every(({ alt }) => (alt ?? '').length > 20)).toBe(true);
    expect(pdf.dictionaries.match(/\/S \/TH\b/g)?.length).toBe(pdf.dictionaries.match(/\/Scope \/(?:Row|Column)/g)?.length);
    for (const role of ['L', 'LI', 'LBody', 'Table', 'TR', 'TH', 'TD', 'P', 'BlockQuote'])
      expect(pdf.elements.map((element) => element.role)).toContain(role);
  });

  test('[RP42] every font is embedded with its Unicode map', () => {
    const fonts = pdf.dictionaries.match(/\/Subtype \/Type0/g)?.length ?? 0;
    expect(fonts).toBeGreaterThanOrEqual(4);
    expect(pdf.dictionaries.match(/\/FontFile2 /g)).toHaveLength(fonts);
    expect(pdf.dictionaries.match(/\/ToUnicode /g)).toHaveLength(fonts);
    expect(pdf.dictionaries).not.toContain('/Helvetica');
  });

  test('[RP43] has bookmarks and page numbers', () => {
    expect(pdf.outline).toEqual([
      'Decision view',
      ...SAMPLE_QUESTIONS.map(({ title }) => title),
      'Review',
      'Integrity context',
      'How the score is computed',
      'Versions and hashes',
    ]);
    expect(pdf.pages[2]).toContain(`3 / ${pdf.pages.length}`);
    expect(pdf.pages.length).toBeLessThan(13);
  });

  test('[RP44] tells the decision on page one and nothing else there', () => {
    const [one = '', two = ''] = pdf.pages;
    for (const words of [
      'Mira Halvorsen',
      'Meets the bar',
      'give or take 0.26',
      'NOT CALIBRATED',
      'Strongest evidence',
      'Weakest evidence',
      'Ask in the next round',
      'Needs a person',
      'verified word for word',
    ]) {
      expect(one).toContain(words);
    }
    expect(two).toContain('QUESTION 1 OF 6');
  });

  test('[RP49] prints the sum that leads to the score', () => {
    expect(pdf.pages.join(' ')).toContain('81 / 27 = 3.00');
  });

  test('[RP46] carries nothing that acts', () => {
    expect(pdf.dictionaries).not.toMatch(FORBIDDEN);
  });
});

describe('unusual reports', () => {
  test('[RP44] [RP45] twelve questions and 20,000 characters in each answer stay within 40 pages, page one on one page', async () => {
    const twelve = [0, 1].flatMap((round) =>
      SAMPLE_QUESTIONS.map((question) => ({
        ...question,
        id: `${question.id}-${round}`,
        answer: `${question.answer}\n\n${'A long and honest sentence about the work. '.repeat(440)}`,
        criteria: question.criteria.map((criterion) => ({
          ...criterion,
          checks: criterion.checks.map((check) => ({ ...check, says: `${check.says} ${'And it says so at some length. '.repeat(6)}` })),
        })),
      })),
    );
    const pdf = await drawn(buildReport(sampleInput(twelve)));
    expect(pdf.pages.length).toBeLessThanOrEqual(40);
    expect(pdf.pages[0]).toContain('verified word for word');
    expect(pdf.pages[1]).toContain('QUESTION 1 OF 12');
    expect(pdf.pages.join(' ')).toContain('The full text is in the HTML report.');
    expect(pdf.pages.at(-1)).toContain(`${pdf.pages.length} / ${pdf.pages.length}`);
  });

  test('[RP45] a text made of empty lines does not fill the report', async () => {
    const pdf = await drawn(answering('\n'.repeat(19_000).replace(/\n/g, (_line, at: number) => (at % 2 === 0 ? '\n' : 'x\n'))));
    expect(pdf.pages.length).toBeLessThanOrEqual(40);
    expect(pdf.pages.join(' ')).toContain('Shortened');
    expect(pdf.outline).toContain('Versions and hashes');
  });

  test('[RP48] an incomplete screen without a single finding', async () => {
    const none = { kind: 'none', why: 'Too little of the form could be graded.', graded: 0, of: 12 } as const;
    const input = sampleInput();
    const document = buildReport({
      ...input,
      events: input.events.filter(
        ({ event }) => !['AnswerGraded', 'AnswerGiven', 'ProbeAsked', 'ProbeAnswered', 'DeclarationGiven'].includes(event.type),
      ),
      scores: {
        ...input.scores,
        overall: none,
        band: { kind: 'withheld', why: 'Too little of the form could be graded.' },
        dimensions: input.scores.dimensions.map((row) => ({ ...row, outcome: none })),
      },
    });
    const pdf = await drawn(document);
    const text = pdf.pages.join(' ');
    for (const words of [
      'No band',
      'Too little of the form could be graded.',
      '0 of 12 criteria graded',
      'no score',
      'The candidate did not answer this question.',
      'no overall score',
      'The candidate gave no declaration.',
    ]) {
      expect(bare(text)).toContain(bare(words));
    }
    expect(pdf.loose).toEqual([]);
  });

  test('[RP46] hostile text stays text', async () => {
    const hostile = [
      '<a href="javascript:alert(1)">x</a> https://example.org/a?b=c [link](javascript:alert(1)) /JS (app.alert(1)) >> endobj /OpenAction',
      `Zalgo a${'\u0301'.repeat(5_000)}`,
      'x'.repeat(9_000),
      'bidi \u202e gnitide \u202c and tags \u{e0041}\u{e0042}',
      'lone \ud800 surrogate, NUL \u0000, bell \u0007',
    ].join('\n\n');
    const pdf = await drawn(answering(hostile, { candidate: { name: '</title>/OpenAction \u202eeman' } }));
    expect(pdf.dictionaries).not.toMatch(FORBIDDEN);
    expect(pdf.loose).toEqual([]);
    const text = pdf.pages.join(' ');
    for (const words of ['javascript:alert(1)', '⟦+4992 marks⟧', '⟦U+202E⟧', '⟦U+E0041⟧', 'lone \ufffd surrogate'])
      expect(bare(text)).toContain(bare(words));
    expect(JSON.stringify([pdf.info, pdf.outline])).not.toMatch(/OpenAction|javascript/);
  });

  test('[RP47] other scripts are drawn, and what no font has is named', async () => {
    const pdf = await drawn(
      answering(
        'Ελληνικά, кириллица, हिन्दी में, 机器学习, かな, 한국어, and 🧿 too.\n\nالنموذج يعمل جيدا على البيانات القديمة\n\nשלום עולם',
        {
          candidate: { name: '王小明 महेश علي Ωmega' },
        },
      ),
    );
    const text = pdf.pages.join(' ');
    for (const words of ['Ελληνικά', 'кириллица', '机器学习', 'かな', '한국어', '⟦U+1F9FF⟧', '王小明'])
      expect(bare(text)).toContain(bare(words));
    expect(pdf.dictionaries).toMatch(/DejaVuSans/);
    expect(pdf.dictionaries).toMatch(/NotoSansDevanagari/);
    expect(pdf.dictionaries).toMatch(/DroidSansFallback/);
    expect(pdf.loose).toEqual([]);
  });

  test('[RP27] an override is printed beside the level of the machine', async () => {
    const [first] = SAMPLE_QUESTIONS as [SampleQuestion];
    const document = buildReport(
      sampleInput(SAMPLE_QUESTIONS, [
        {
          type: 'LevelOverridden',
          at: '2026-03-10T09:00:00.000Z',
          by: { role: 'engineer', id: 'staff-dana' },
          questionId: first.id,
          criterion: 'suspects',
          from: 3,
          to: 2,
          reason: 'Two causes, and the third is a guess.',
        },
      ]),
    );
    const text = (await drawn(document)).pages.join(' ');
    expect(text).toContain('Changed by Dana Ortiz on 10 March 2026, from level 3 to level 2: Two causes, and the third is a guess.');
    expect(text).toContain('Level 2 of 4');
  });
});

describe('pages of the samples', () => {
  const folder = join(import.meta.dirname, '../../reports/samples');
  const FOOTER = /Machine-learning engineer, Example company\. Screen .*$/;
  /** The end of `7 of 9 points. Level 1 from 2, …, level 4 from 8 and its needed check.` and of what held the level back. */
  const ARITHMETIC = /level 4 from [\d.]+(?: and its needed checks?)?\.(?: Held back: [^.]*\.)?$/;

  test.each(readdirSync(folder).filter((name) => name.endsWith('.json')))(
    '[RP51] no head of a criterion stands alone: %s',
    async (name) => {
      const { pages } = await drawn(ReportDocument.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
      const bodies = pages.map((page) => page.replace(FOOTER, '').trim());
      expect(bodies.filter((body) => body.includes('level 4 from')).length).toBeGreaterThan(5);
      expect(bodies.filter((body) => ARITHMETIC.test(body))).toEqual([]);
    },
  );
});
