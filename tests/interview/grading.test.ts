import { describe, expect, test } from 'vitest';
import { fold } from '#app/interview/index.ts';
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
  HASH,
  invite,
  needsPerson,
  override,
  readOver,
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
