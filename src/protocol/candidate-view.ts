import { z } from 'zod';
import { QuestionKind } from './bank.ts';
import { AiPolicy } from './events.ts';
import { IsoTime, Slug } from './ids.ts';
import { Notice } from './notice.ts';

/** The server's clock as of the moment the frame was made. The browser counts down from it for display; it decides nothing. */
export const ClockView = z.strictObject({
  budgetMs: z.number().int(),
  remainingMs: z.number().int(),
  running: z.boolean(),
  shown: z.boolean(),
});
export type ClockView = z.infer<typeof ClockView>;

const QuestionRef = z.strictObject({ questionId: Slug, number: z.number().int(), title: z.string() });

const common = {
  role: z.string(),
  company: z.string(),
  contact: z.string(),
  questionCount: z.number().int(),
  minutes: z.number().int(),
  aiPolicy: AiPolicy,
  clock: ClockView,
  deadline: IsoTime,
};
const sitting = {
  ...common,
  answered: z.number().int(),
  skipped: z.array(QuestionRef),
};
const OpenQuestion = QuestionRef.extend({ kind: QuestionKind, minutes: z.number().int(), text: z.string(), turnId: z.string() });

/** Everything a candidate may see besides the turns, by phase. There is no field here that a rubric, a level or an unasked question could travel in. */
export const CandidateView = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('invited'), ...common, notice: Notice }),
  /** Notice read; the practice question is open. */
  z.strictObject({ phase: z.literal('noticed'), ...common, practice: z.string() }),
  z.strictObject({ phase: z.literal('ready'), ...common }),
  z.strictObject({ phase: z.literal('asking'), ...sitting, question: OpenQuestion }),
  /** An answer was given. `probe` is null while the follow-up is being chosen; the clock stands still meanwhile. */
  z.strictObject({
    phase: z.literal('probing'),
    ...sitting,
    question: OpenQuestion,
    probe: z.strictObject({ probeId: Slug, text: z.string(), turnId: z.string() }).nullable(),
  }),
  z.strictObject({ phase: z.literal('paused'), ...sitting }),
  /** Read-over before handing in. `timeIsUp`: skipped questions can no longer be opened. */
  z.strictObject({ phase: z.literal('wrapping'), ...sitting, timeIsUp: z.boolean(), declared: z.boolean() }),
  /** Handed in. What happens to it afterwards is not the candidate's view. */
  z.strictObject({
    phase: z.literal('finished'),
    ...common,
    answered: z.number().int(),
    receipt: z.string(),
    finishedAt: IsoTime,
  }),
  z.strictObject({ phase: z.literal('closed'), ...common, outcome: z.enum(['expired', 'withdrawn', 'cancelled', 'decided']) }),
]);
export type CandidateView = z.infer<typeof CandidateView>;
export type CandidatePhase = CandidateView['phase'];
