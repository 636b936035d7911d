import { describe, expect, test } from 'vitest';
import { candidateFrame, effectsOf, fold, summaryOf } from '#app/interview/index.ts';
import { given, played, reached } from './given.ts';
import {
  answer,
  attach,
  cancel,
  chooseProbe,
  decideOn,
  declare,
  finish,
  grade,
  gradeAgain,
  HASH,
  invite,
  NEXT_DAY,
  needsPerson,
  override,
  postpone,
  readOver,
  SCREEN,
  sampleGrade,
  settle,
  skip,
  toFinished,
  toFirstQuestion,
  toGraded,
  typesOf,
} from './sample-screen.ts';

describe('grading', () => {
  test('[IV43] only a settled answer is graded, also while the screen goes on', () => {
    const settled = given(...played(...toFirstQuestion, ...settle('gap')));
    settled.when(grade('gap')).then({ type: 'AnswerGraded', grade: sampleGrade('gap') });
    settled.when(grade('drift')).thenRejected('wrong_phase');
    settled.when(needsPerson('drift')).thenRejected('wrong_phase');
    settled.when(grade('none-such')).thenRejected('not_found');
    given(...played(invite()))
      .when(grade('gap'))
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion, answer('gap'), chooseProbe('gap')))
      .when(grade('gap'))
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion, skip('gap')))
      .when(grade('gap'))
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion, ...settle('gap'), cancel))
      .when(grade('gap'))
      .thenNothing();
    given(...played(...toFirstQuestion, ...settle('gap'), cancel))
      .when(needsPerson('gap'))
      .thenNothing();
  });

  test('[IV44] one grade per question and grader; a grade takes the place of "needs a person", never the other way', () => {
    const graded = given(...played(...toFinished, grade('gap', 'offline')));
    graded.when(grade('gap', 'offline', 4)).thenNothing();
    graded.when(needsPerson('gap', 'offline')).thenNothing();
    graded.when(grade('gap', 'claude')).then({ type: 'AnswerGraded', grade: sampleGrade('gap', 'claude') });
    const stuck = given(...played(...toFinished, needsPerson('gap')));
    stuck.when(needsPerson('gap')).thenNothing();
    stuck.when(grade('gap', 'claude')).then({ type: 'AnswerGraded', grade: sampleGrade('gap', 'claude') });
    const healed = reached(...toFinished, needsPerson('gap'), grade('gap', 'claude'));
    expect(healed).toMatchObject({ sitting: { outcomes: [{ kind: 'graded', questionId: 'gap', grader: 'claude' }] } });
  });

  test('[IV45] grading is complete with the last missing outcome, once, and not before the screen is handed in', () => {
    const last = given(...played(...toFinished, grade('gap'), needsPerson('drift')));
    expect(typesOf(last.when(grade('labels')).events())).toEqual(['AnswerGraded', 'GradingCompleted']);
    expect(typesOf(last.when(needsPerson('labels')).events())).toEqual(['GradingNeedsPerson', 'GradingCompleted']);
    expect(typesOf(last.when(grade('gap', 'claude')).events())).toEqual(['AnswerGraded']);
    expect(
      typesOf(
        given(...played(...toGraded))
          .when(grade('gap', 'claude'))
          .events(),
      ),
    ).toEqual(['AnswerGraded']);
    const early = given(...played(...toFirstQuestion, ...settle('gap'), readOver, declare));
    expect(typesOf(early.when(grade('gap')).events())).toEqual(['AnswerGraded']);
  });

  test('[IV46] a screen that is handed in with nothing left to grade completes at once', () => {
    const nothingLeft = [
      [...toFirstQuestion, readOver, declare],
      [...toFirstQuestion, ...settle('gap'), grade('gap'), readOver, declare],
    ];
    for (const commands of nothingLeft) {
      expect(
        typesOf(
          given(...played(...commands))
            .when(finish)
            .events(),
        ),
      ).toEqual(['ScreenFinished', 'GradingCompleted']);
    }
    const missing = given(...played(...toFirstQuestion, ...settle('gap'), readOver, declare));
    expect(typesOf(missing.when(finish).events())).toEqual(['ScreenFinished']);
  });

  test('[IV47] a report is attached after grading; the same one only once', () => {
    const files = { json: 'report.json', pdf: 'report.pdf' };
    given(...played(...toFinished))
      .when(attach())
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion))
      .when(attach())
      .thenRejected('wrong_phase');
    given(...played(...toGraded))
      .when(attach())
      .then({ type: 'ReportAttached', documentHash: HASH, files });
    const attached = given(...played(...toGraded, attach()));
    attached.when(attach()).thenNothing();
    attached.when(attach('c'.repeat(64))).then({ type: 'ReportAttached', documentHash: 'c'.repeat(64), files });
    given(...played(...toGraded, attach(HASH, null)))
      .when(attach())
      .then({ type: 'ReportAttached', documentHash: HASH, files });
  });

  test('[IV68] a grade that waits for the budget says so once for each day, and no longer once it has an outcome', () => {
    const said = { type: 'GradingPostponed', questionId: 'gap', grader: 'claude', reason: 'budget', until: NEXT_DAY } as const;
    const later = '2026-03-04T00:00:00.000Z';
    given(...played(...toFirstQuestion, ...settle('gap')))
      .when(postpone('gap'))
      .then(said);
    const waiting = given(...played(...toFinished, postpone('gap')));
    waiting.when(postpone('gap')).thenNothing();
    waiting.when(postpone('gap', NEXT_DAY, 'offline')).then({ ...said, grader: 'offline' });
    waiting.when(postpone('drift')).then({ ...said, questionId: 'drift' });
    waiting.when(postpone('gap', later)).then({ ...said, until: later });
    expect(reached(...toFinished, postpone('gap'), postpone('gap', later))).toMatchObject({
      sitting: { postponed: [{ questionId: 'gap', grader: 'claude', until: later }] },
    });
    for (const outcome of [grade('gap', 'claude'), needsPerson('gap', 'claude')]) {
      const ended = given(...played(...toFinished, postpone('gap'), outcome));
      expect(ended.state).toMatchObject({ sitting: { postponed: [] } });
      ended.when(postpone('gap', later)).thenNothing();
    }
    expect(reached(...toFinished, postpone('gap'), grade('gap', 'offline'))).toMatchObject({
      sitting: { postponed: [{ grader: 'claude' }] },
    });
    waiting.when(postpone('none-such')).thenRejected('not_found');
    given(...played(...toFirstQuestion))
      .when(postpone('gap'))
      .thenRejected('wrong_phase');
    given(...played(invite()))
      .when(postpone('gap'))
      .thenRejected('wrong_phase');
    given(...played(...toFirstQuestion, ...settle('gap'), cancel))
      .when(postpone('gap'))
      .thenNothing();
  });

  test('[IV69] an answer is graded again only after grading is complete, once in each run, and no earlier grade is lost', () => {
    const again = { type: 'AnswerRegraded', grade: sampleGrade('gap', 'offline', 3), run: 'new-rubric' } as const;
    const graded = given(...played(...toGraded));
    graded.when(gradeAgain('gap')).then(again);
    given(...played(...toGraded, decideOn('hold')))
      .when(gradeAgain('gap'))
      .then(again);
    const once = given(...played(...toGraded, gradeAgain('gap')));
    once.when(gradeAgain('gap')).thenNothing();
    once.when(gradeAgain('gap', 'new-rubric', 'claude', 0)).thenNothing();
    once.when(gradeAgain('drift')).then({ ...again, grade: sampleGrade('drift', 'offline', 3) });
    once.when(gradeAgain('gap', 'other-run')).then({ ...again, run: 'other-run' });
    expect(typesOf(played(...toGraded, gradeAgain('gap'))).filter((type) => type === 'AnswerGraded')).toHaveLength(3);
    graded.when(gradeAgain('none-such')).thenRejected('not_found');
    const partly = [...toFirstQuestion, ...settle('gap'), readOver, declare, finish, grade('gap')];
    given(...played(...partly))
      .when(gradeAgain('drift'))
      .thenRejected('wrong_phase');
    for (const early of [[invite()], toFirstQuestion, toFinished, [...toFinished, grade('gap')], [invite(), cancel]]) {
      given(...played(...early))
        .when(gradeAgain('gap'))
        .thenRejected('wrong_phase');
    }
  });

  test('[IV70] a grade made again takes the place of that of its grader, renders the report once more, and tells the candidate nothing', () => {
    const before = played(...toGraded, attach());
    const events = given(...before)
      .when(gradeAgain('gap'))
      .events();
    const after = fold([...before, ...events]);
    expect(events.flatMap((event) => effectsOf(event, after, { graders: ['offline'] }))).toEqual([
      { dedupe: `report:${SCREEN}:2`, payload: { kind: 'render-report', screenId: SCREEN } },
    ]);
    expect(events.map((event) => candidateFrame(event, after))).toEqual([{ kind: 'quiet', turns: [] }]);
    given(...played(...toGraded, gradeAgain('gap')))
      .when(override('gap', 4))
      .then({ type: 'LevelOverridden', questionId: 'gap', criterion: 'suspects', reason: 'SECRET reason', from: 3, to: 4 });
    const judged = reached(...toFinished, grade('gap'), needsPerson('drift'), grade('labels'), gradeAgain('drift', 'new-rubric', 'claude'));
    expect(judged).toMatchObject({ phase: 'graded', review: { changes: 2 } });
    expect(summaryOf(judged, 1).status).toBe('grading');
  });
});

describe('review', () => {
  test('[IV48] an override names the level of the machine and needs a graded criterion', () => {
    const overridden = { type: 'LevelOverridden', questionId: 'gap', criterion: 'suspects', reason: 'SECRET reason' } as const;
    given(...played(...toGraded))
      .when(override('gap', 4))
      .then({ ...overridden, from: 2, to: 4 });
    given(...played(...toGraded, override('gap', 4)))
      .when(override('gap', 3))
      .then({ ...overridden, from: 2, to: 3 });
    given(...played(...toGraded, grade('gap', 'claude', 1)))
      .when(override('gap', 3))
      .then({ ...overridden, from: 1, to: 3 });
    given(...played(...toGraded, grade('gap', 'claude', 1), gradeAgain('gap', 'run', 'offline', 3)))
      .when(override('gap', 4))
      .then({ ...overridden, from: 3, to: 4 });
    const mixed = [...toFinished, grade('gap', 'offline', null), needsPerson('drift'), grade('labels')];
    given(...played(...mixed))
      .when(override('gap', 0))
      .then({ ...overridden, from: null, to: 0 });
    given(...played(...mixed))
      .when(override('drift', 3))
      .thenRejected('unknown_criterion');
    given(...played(...toGraded))
      .when(override('gap', 3, 'none-such'))
      .thenRejected('unknown_criterion');
    given(...played(...toGraded))
      .when(override('none-such', 3))
      .thenRejected('unknown_criterion');
    given(...played(...toFinished, grade('gap')))
      .when(override('gap', 3))
      .thenRejected('report_not_ready');
    given(...played(...toFirstQuestion))
      .when(override('gap', 3))
      .thenRejected('wrong_phase');
    given(...played(invite(), cancel))
      .when(override('gap', 3))
      .thenRejected('screen_over');
  });

  test('[IV49] a decision needs complete grading; a later one stands beside it', () => {
    given(...played(...toFinished))
      .when(decideOn('advance'))
      .thenRejected('report_not_ready');
    given(...played(...toGraded))
      .when(decideOn('hold'))
      .then({ type: 'DecisionMade', decision: 'hold', reason: 'SECRET reason' });
    const decided = played(...toGraded, decideOn('hold'), decideOn('advance'));
    expect(typesOf(decided).filter((type) => type === 'DecisionMade')).toHaveLength(2);
    expect(fold(decided)).toMatchObject({ phase: 'reviewed', decision: 'advance' });
    expect(reached(...toGraded, decideOn('hold'), override('gap', 4))).toMatchObject({ phase: 'reviewed', decision: 'hold' });
  });
});
