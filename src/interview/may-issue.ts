import type { Actor, CommandType } from '#app/protocol/index.ts';

/** Which role may issue which command. Staff who are `owner` act with the role that the command needs. */
export const mayIssue = {
  candidate: [
    'invite.open',
    'notice.acknowledge',
    'practice.finish',
    'screen.start',
    'answer.submit',
    'answer.skip',
    'question.return',
    'clarification.ask',
    'probe.answer',
    'probe.skip',
    'screen.pause',
    'screen.resume',
    'screen.readOver',
    'declaration.give',
    'screen.finish',
  ],
  recruiter: ['screen.invite', 'screen.cancel'],
  engineer: ['level.override', 'decision.make'],
  job: ['probe.choose', 'outage.credit', 'grade.record', 'grade.needsPerson', 'grade.postpone', 'grade.recordAgain', 'report.attach'],
  timer: ['probe.choose', 'outage.credit', 'time.expire', 'invite.expire'],
} as const satisfies Readonly<Record<Actor['role'], readonly CommandType[]>>;
