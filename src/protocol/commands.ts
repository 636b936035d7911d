import { z } from 'zod';
import { Accommodations, AiPolicy, Declaration } from './events.ts';
import { Form } from './form.ts';
import { Grade, NeedsPersonReason } from './grade.ts';
import { IsoTime, Sha256, Slug, Uuid } from './ids.ts';
import { Notice } from './notice.ts';
import { Level } from './rubric.ts';
import { NonEmptyTypedText, OneLine, TypedText } from './text.ts';

/** What a candidate may ask for, over the WebSocket. Every command names what it acts on, so a late one is refused, not misapplied. */
export const CandidateCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('notice.acknowledge'), noticeHash: Sha256 }),
  z.strictObject({ type: z.literal('practice.finish'), text: TypedText }),
  z.strictObject({ type: z.literal('screen.start') }),
  z.strictObject({ type: z.literal('answer.submit'), questionId: Slug, text: TypedText }),
  z.strictObject({ type: z.literal('answer.skip'), questionId: Slug }),
  z.strictObject({ type: z.literal('question.return'), questionId: Slug }),
  z.strictObject({ type: z.literal('clarification.ask'), questionId: Slug, text: NonEmptyTypedText }),
  z.strictObject({ type: z.literal('probe.answer'), questionId: Slug, probeId: Slug, text: TypedText }),
  z.strictObject({ type: z.literal('probe.skip'), questionId: Slug, probeId: Slug }),
  z.strictObject({ type: z.literal('screen.pause') }),
  z.strictObject({ type: z.literal('screen.resume') }),
  z.strictObject({ type: z.literal('screen.readOver') }),
  z.strictObject({
    type: z.literal('declaration.give'),
    declaration: Declaration.extend({ delegated: TypedText, rejected: TypedText, checked: TypedText }),
  }),
  z.strictObject({ type: z.literal('screen.finish') }),
]);
export type CandidateCommand = z.infer<typeof CandidateCommand>;

/** What the program itself asks for: doors, jobs and timers. */
export const SystemCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('invite.open') }),
  z.strictObject({
    type: z.literal('probe.choose'),
    questionId: Slug,
    choice: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('ask'), probeId: Slug, chosenBy: z.enum(['claude', 'offline']), why: z.string() }),
      z.strictObject({ kind: z.literal('omit'), reason: z.enum(['nothing-open', 'no-probe-fits', 'could-not-judge']) }),
    ]),
  }),
  z.strictObject({ type: z.literal('outage.credit'), ms: z.number().int().positive() }),
  /** The clock has run out: hands in the saved draft of the open question or probe. */
  z.strictObject({ type: z.literal('time.expire'), draft: z.string() }),
  /** The deadline of the invite has passed. */
  z.strictObject({ type: z.literal('invite.expire') }),
  z.strictObject({ type: z.literal('grade.record'), grade: Grade }),
  z.strictObject({
    type: z.literal('grade.needsPerson'),
    questionId: Slug,
    grader: z.enum(['offline', 'claude']),
    reason: NeedsPersonReason,
    detail: z.string(),
  }),
  z.strictObject({
    type: z.literal('grade.postpone'),
    questionId: Slug,
    grader: z.enum(['offline', 'claude']),
    reason: z.enum(['budget']),
    until: IsoTime,
  }),
  z.strictObject({ type: z.literal('grade.recordAgain'), grade: Grade, run: Slug }),
  z.strictObject({
    type: z.literal('report.attach'),
    documentHash: Sha256,
    files: z.strictObject({ json: z.string(), pdf: z.string().nullable() }),
  }),
]);
export type SystemCommand = z.infer<typeof SystemCommand>;

/** What recruiters and engineers may ask for, over HTTP or the command line. */
export const StaffCommand = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('screen.invite'),
    screenId: Uuid,
    candidateId: Uuid,
    role: OneLine,
    company: OneLine,
    contact: OneLine,
    form: Form,
    accommodations: Accommodations,
    aiPolicy: AiPolicy,
    notice: Notice,
    deadline: IsoTime,
  }),
  z.strictObject({ type: z.literal('screen.cancel'), reason: OneLine }),
  z.strictObject({ type: z.literal('level.override'), questionId: Slug, criterion: Slug, to: Level, reason: NonEmptyTypedText }),
  z.strictObject({ type: z.literal('decision.make'), decision: z.enum(['advance', 'decline', 'hold']), reason: NonEmptyTypedText }),
]);
export type StaffCommand = z.infer<typeof StaffCommand>;

export type Command = CandidateCommand | SystemCommand | StaffCommand;
export type CommandType = Command['type'];
