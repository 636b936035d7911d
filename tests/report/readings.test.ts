import { describe, expect, test } from 'vitest';
import type { Finding, Grade, GraderStamp, Level, Quote, ReportDocument, ScreenEvent } from '#app/protocol/index.ts';
import { type Block, buildReport, layOut } from '#app/report/index.ts';
import { criterionBlocks } from '../../src/report/layout/criterion-blocks.ts';
import { SAMPLE_QUESTIONS, type SampleQuestion } from './sample-questions.ts';
import { at, CLAUDE, ENGINEER, JOB, OFFLINE, sampleDocument, sampleGrade, sampleInput, sha, turnId } from './sample-screen.ts';

const [FIRST, SECOND] = SAMPLE_QUESTIONS as [SampleQuestion, SampleQuestion];
const OPEN = 'suspects/leakage';
const WORDS = 'anything it ranked low has almost no clicks and looks bad';
const BLIND: GraderStamp = { ...CLAUDE, prompt: { id: 'confirm-quotes', version: '1.0.0', hash: sha('confirm') } };

function words(text: string, question: SampleQuestion = FIRST): Quote {
  const start = question.answer.indexOf(text);
  if (start < 0) throw new Error(`not in the answer: ${text}`);
  return { turnId: turnId(question.id, 'answer'), start, end: start + text.length, text, match: 'exact' };
}

/** The grade of the first question with some of its findings changed. */
function grade(changes: Readonly<Record<string, Partial<Finding>>>, over: Partial<Grade> = {}): Grade {
  const base = sampleGrade(FIRST);
  const unknown = Object.keys(changes).filter((check) => !base.findings.some((finding) => finding.check === check));
  if (unknown.length > 0) throw new Error(`no such check: ${unknown}`);
  return { ...base, findings: base.findings.map((finding) => ({ ...finding, ...changes[finding.check] })), ...over };
}

function passes(levels: readonly [Level, ...Level[]], of = 'suspects'): Grade['criteria'] {
  return sampleGrade(FIRST).criteria.map((result) =>
    result.criterion === of && result.outcome.kind === 'level'
      ? { ...result, outcome: { ...result.outcome, passes: [...levels] } }
      : result,
  );
}

function report(changed: Grade, extra: readonly ScreenEvent[] = []): ReportDocument {
  return buildReport(sampleInput(SAMPLE_QUESTIONS, [{ type: 'AnswerGraded', at: at(70), by: JOB, grade: changed }, ...extra]));
}

function settled(criterion: string): ScreenEvent {
  const about = { questionId: FIRST.id, criterion, from: 3, to: 2, reason: 'Read it.' } as const;
  return { type: 'LevelOverridden', at: at(80), by: ENGINEER, ...about };
}

const needs = ({ needsPerson }: ReportDocument) => needsPerson.map(({ number, what }) => [number, what]);

/** Everything that is printed about one criterion of the first question. */
function printed(document: ReportDocument, index = 0): string {
  const criterion = document.questions[0]?.criteria[index];
  return criterion ? textOf(criterionBlocks(criterion)) : '';
}

function textOf(blocks: readonly Block[]): string {
  const texts: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if (key === 'text' && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts.join('\n');
}

const DOUBTFUL = grade({
  [OPEN]: {
    verdict: 'cannot-tell',
    claimed: 'met',
    unmatched: [words(WORDS), words('the offline data')],
    rejected: [
      { text: WORDS, why: 'off-check' },
      { text: 'the offline data', why: 'off-check' },
      { text: 'made up', why: 'not-in-answer' },
    ],
  },
  'suspects/metric-gap': { verdict: 'not-met', quotes: [], unmatched: [words(WORDS)], rejected: [{ text: WORDS, why: 'off-check' }] },
});

describe('unmatched words', () => {
  test('[RP14] make one entry for their question, each place counted once', () => {
    expect(needs(report(DOUBTFUL))).toEqual([
      [1, '2 quotes may show checks that were not credited. Read them.'],
      [null, '1 quote offered by the grader did not hold and was thrown out.'],
    ]);
    const half = grade({ [OPEN]: { verdict: 'partial', quotes: [words('the offline data')], unmatched: [words(WORDS)] } });
    expect(needs(report(half))).toEqual([[1, '1 quote may show a check that was not fully credited. Read it.']]);
  });

  test('[RP14] need nobody beside a check that is met, or where a person has set the level', () => {
    const met = grade({ 'suspects/skew': { unmatched: [words(WORDS)], rejected: [{ text: WORDS, why: 'off-check' }] } });
    expect(needs(report(met))).toEqual([[null, '1 quote offered by the grader did not hold and was thrown out.']]);
    expect(needs(report(DOUBTFUL, [settled('suspects')]))).toEqual([
      [null, '1 quote offered by the grader did not hold and was thrown out.'],
    ]);
  });

  test('[RP14] speak against nobody: their check is not weak evidence', () => {
    const open = sampleDocument().weakest.find(({ number }) => number === 1);
    expect(open?.says).toBe('Names information in the offline data that is not available at serving time.');
    expect(report(DOUBTFUL).weakest.map(({ says }) => says)).not.toContain(open?.says);
    expect(report(DOUBTFUL).nextRound.find(({ number }) => number === 1)?.because).toMatch(/^Perhaps shown;/);
  });

  test('[RP28] stand under their finding, marked, and not among the rejected', () => {
    const text = printed(report(DOUBTFUL));
    expect(text).toContain(
      'Unmatched: needs a person.\nThese words may show this check; they share too little with it for the rules to count them, so they earn nothing by themselves.\n“anything it ranked low has almost no clicks and looks bad”',
    );
    expect(text.match(/Unmatched: needs a person/g)).toHaveLength(2);
    expect(text).toContain('Rejected, not in the answer: made up');
    expect(text).not.toContain('about something else');
    expect(printed(report(DOUBTFUL, [settled('suspects')]))).not.toContain('needs a person');
  });

  test('[RP28] are drawn quieter than quotes', () => {
    const cells = report(DOUBTFUL).questions.flatMap(({ criteria }) => criteria.flatMap(criterionBlocks));
    const json = JSON.stringify(cells);
    expect(json).toContain(`{"style":"unmatched","text":"“${WORDS}”"}`);
    expect(json).not.toContain(`{"style":"quote","text":"“${WORDS}”"}`);
  });
});

describe('several readings', () => {
  const apart = (over: Partial<Grade> = {}) =>
    grade(
      { 'suspects/skew': { passes: ['met', 'not-met', 'met'] }, [OPEN]: { passes: ['not-met', 'not-met', 'not-met'] } },
      { criteria: passes([3, 1, 3]), passes: [CLAUDE, CLAUDE, CLAUDE], flags: ['very-short', 'passes-disagree'], ...over },
    );

  test('[RP15] that lie more than one level apart stand before what only asks for a look, with their levels', () => {
    const other: ScreenEvent = {
      type: 'AnswerGraded',
      at: at(70),
      by: JOB,
      grade: { ...sampleGrade(SECOND), flags: ['talks-about-grading'] },
    };
    expect(needs(report(apart(), [other]))).toEqual([
      [1, 'Readings lie more than one level apart: Suspects 3, 1, 3. Set the level yourself.'],
      [2, 'The answer speaks about how it should be graded. Those words earn nothing.'],
      [1, 'The answer is very short.'],
    ]);
  });

  test('[RP15] are settled by a person', () => {
    expect(needs(report(apart(), [settled('suspects')]))).toEqual([[1, 'The answer is very short.']]);
  });

  test('[RP29] are printed with the level that counts, and with verdicts where these differ', () => {
    const text = printed(report(apart()));
    expect(text).toContain('Read three times: 3, 1, 3. Level 3 counts.');
    expect(text.match(/Readings: .*/g)).toEqual(['Readings: met, not met, met.']);
    expect(printed(report(apart(), [settled('suspects')]))).toContain('Read three times: 3, 1, 3. Level 2 counts, set by a person.');
    expect(printed(sampleDocument())).not.toMatch(/Read /);
  });

  test.each([
    [{ entailment: 'yes', verdict: 'met' }, 'yes.'],
    [{ entailment: 'partly', verdict: 'partial' }, 'partly. So they earn half of the points.'],
    [{ entailment: 'no', verdict: 'cannot-tell' }, 'no. So they earn nothing.'],
    [
      { entailment: 'yes', verdict: 'cannot-tell' },
      'yes. But they were also read as a statement that no honest answer makes, so they earn nothing.',
    ],
  ] as const)('[RP29] a blind reading %o is told with what follows from it', (change, said) => {
    const text = printed(report(grade({ 'suspects/skew': change })));
    expect(text.split('\n')).toContain(`A second reader, shown only these words and the check: ${said}`);
  });

  test('[RP29] a wrong claim that only one reading found is told, and holds nothing down', () => {
    const question = SAMPLE_QUESTIONS.find(({ criteria }) => criteria.some(({ checks }) => checks.some((check) => check.misconception)));
    const base = question && sampleGrade(question);
    if (!base) throw new Error('the samples hold no misconception');
    const findings = base.findings.map(
      (finding): Finding =>
        finding.kind === 'misconception'
          ? { ...finding, claimed: 'met', verdict: 'cannot-tell', entailment: 'partly', passes: ['met', 'not-met'] }
          : finding,
    );
    const document = report(sampleGrade(FIRST), [{ type: 'AnswerGraded', at: at(70), by: JOB, grade: { ...base, findings } }]);
    const text = textOf(document.questions.flatMap(({ criteria }) => criteria.flatMap(criterionBlocks)));
    expect(text).toContain('Readings: wrong claim, not claimed.');
    expect(text).toContain('A second reader, shown only these words and the claim: partly. So it holds no level down.');
  });
});

describe('the arithmetic', () => {
  test('[RP30] points, what each level asks for, needed checks and caps', () => {
    const input = sampleInput();
    const rubrics = new Map(
      [...input.rubrics].map(([ref, rubric]) => [
        ref,
        {
          ...rubric,
          criteria: rubric.criteria.map((criterion) =>
            criterion.id === 'suspects' ? { ...criterion, needs: { 3: ['skew'], 4: ['leakage', 'biased-logs'] } } : criterion,
          ),
        },
      ]),
    );
    const text = printed(buildReport({ ...input, rubrics }));
    expect(text).toContain('Level 1 from 1, level 2 from 3, level 3 from 5 and its needed check, level 4 from 6 and its needed checks.');
    expect(text.match(/Needed for .*/g)).toEqual(['Needed for level 3 and above.', 'Needed for level 4.', 'Needed for level 4.']);
    const costs = sampleDocument().questions.flatMap(({ criteria }) => criteria.flatMap(criterionBlocks));
    expect(textOf(costs)).toContain('Allows level 2 at most.');
  });

  test('[RP30] a rule about the whole text, and what it held back', () => {
    const criteria = sampleGrade(FIRST).criteria.map((result) =>
      result.criterion === 'suspects' && result.outcome.kind === 'level'
        ? {
            ...result,
            outcome: { ...result.outcome, level: 1 as const, textCap: 1 as const, limits: ['At most level 1. It lists terms.'] },
          }
        : result,
    );
    const text = printed(report(grade({}, { criteria })));
    expect(text).toMatch(/\d of \d points\. Level 1 from 1, .* The text as a whole allows level 1 at most\./);
    expect(text).toContain('Held back: At most level 1. It lists terms.');
  });
});

describe('provenance of readings', () => {
  test('[RP17] stamps of every reading, and the cost of all grades; unknown as soon as one price is', () => {
    const panel = { ...CLAUDE, model: 'claude-panel-1' };
    const document = report(grade({}, { passes: [CLAUDE, panel], entailment: BLIND }));
    expect(document.provenance.graders).toEqual([CLAUDE, panel]);
    expect(document.provenance.costMicroUsd).toBe(6 * 15_070);
    expect(report(grade({}, { costMicroUsd: null })).provenance.costMicroUsd).toBeNull();
  });

  test('[RP18] an answer that was graded again shows the newer grade, its run and the levels before', () => {
    const again: ScreenEvent = {
      type: 'AnswerRegraded',
      at: at(90),
      by: JOB,
      run: 'spring',
      grade: { ...sampleGrade(FIRST, OFFLINE), criteria: passes([1]).map((result) => ({ ...result })) },
    };
    const document = report(sampleGrade(FIRST), [again]);
    expect(document.questions[0]?.status).toMatchObject({
      grader: { name: 'offline' },
      regraded: { run: 'spring', at: at(90), before: { suspects: 3, isolates: 4 } },
    });
    expect(textOf(layOut(document))).toContain(
      `Graded again on 9 March 2026, ${at(90).slice(11, 16)} UTC, in run spring; before: suspects level 3, isolates level 4.`,
    );
  });

  test('[RP31] cost, tokens and blind readers in words', () => {
    const text = textOf(layOut(report(grade({}, { passes: [CLAUDE, CLAUDE], entailment: BLIND }))));
    expect(text).toContain('About US$ 0.09 for 6 answers: 7 readings and 1 blind reading.');
    expect(text).toContain('34% of input tokens came from the cache.');
    expect(text).toContain('claude 1.0.0, model claude-sonnet-4-5, prompt confirm-quotes 1.0.0');
    expect(text).toContain('Read twice. Blind reading by claude 1.0.0, model claude-sonnet-4-5, prompt confirm-quotes 1.0.0.');
    const cheap = layOut(costing(1_000));
    expect(textOf(cheap)).toContain('Less than US$ 0.01 for 6 answers: 6 readings.');
    expect(textOf(layOut(costing(null)))).toContain('Not known: no price is known for a model. 6 answers: 6 readings.');
  });

  test('[RP31] no model, no cost', () => {
    const offline = SAMPLE_QUESTIONS.map((question) => ({ ...sampleGrade(question, OFFLINE), usage: null, costMicroUsd: null }));
    const input = sampleInput();
    const events = input.events.map((recorded) => {
      const { event } = recorded;
      const own = event.type === 'AnswerGraded' && offline.find(({ questionId }) => questionId === event.grade.questionId);
      return own ? { ...recorded, event: { ...event, grade: own } } : recorded;
    });
    const document = buildReport({ ...input, events });
    expect(document.provenance.costMicroUsd).toBeNull();
    expect(textOf(layOut(document))).toContain('No model was asked.');
  });
});

function costing(costMicroUsd: number | null): ReportDocument {
  const document = sampleDocument();
  return { ...document, provenance: { ...document.provenance, costMicroUsd } };
}
