export { createClaudeGrader } from './claude/claude-grader.ts';
export { createClaudeInterviewer } from './claude/claude-interviewer.ts';
export { compareGrades, type GradeComparison, type LevelChange, levelShift } from './compare-grades.ts';
export { estimateQuestionCost, type QuestionCost, type TokenPrices } from './estimate-cost.ts';
export { type GradeOutcome, type GradingContext, gradeAnswer } from './grade-answer.ts';
export {
  type BlindReader,
  type Claim,
  type ClaimedQuote,
  type EntailmentItem,
  type EntailmentReply,
  FIRST_PASS,
  type Grader,
  type GraderReply,
  type Pass,
} from './grader.ts';
export type { GradingInput, Sha256Of } from './grading-input.ts';
export { levelsFrom } from './levels.ts';
export { createOfflineGrader } from './offline/offline-grader.ts';
export { type OpenCheck, openChecks } from './open-checks.ts';
export { type PreparedAnswer, type PreparedTurn, prepareAnswer, type Segment } from './prepare-answer.ts';
export { BAND_EDGES, type FormScores, type FormToScore, scoreForm } from './score-form.ts';
export { FALSE_CHECK } from './statements.ts';
export { type NormalisedText, normalise } from './text/normalise.ts';
export { type Span, segment } from './text/segment.ts';
export { type VerifiedClaim, verifyQuotes } from './verify-quotes.ts';
