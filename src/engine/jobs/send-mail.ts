import { type Mail, MailFailure } from '#app/ports/index.ts';
import type { JobPayload } from '#app/protocol/index.ts';
import { eventsOf, invitationOf } from '../assemble-report.ts';
import type { EngineParts } from '../engine-parts.ts';
import { type JobHandler, RetryLater } from '../job-worker.ts';
import { inviteMail, type MailText, receiptMail, reportReadyMail } from '../mail-texts.ts';
import type { Room } from '../room.ts';
import type { Rooms } from '../rooms.ts';

/** Handing a mail to a server ends no process: one that ends again and again meanwhile was ended by something else. */
const MAX_CRASHES = 25;

type MailJob = Extract<JobPayload, { kind: 'send-mail' }>;

/** Sends one mail per purpose. A screen goes on whether or not a mail gets through. */
export function sendMail(parts: EngineParts, rooms: Rooms): JobHandler<'send-mail'> {
  return {
    lanes: 2,
    maxCrashes: MAX_CRASHES,
    maxFaults: 8,
    async run(payload) {
      const mail = await write(payload, await rooms.get(payload.screenId), parts);
      if (!mail) return;
      await parts.mailer.send(mail).catch((error: unknown) => {
        if (error instanceof MailFailure && error.kind === 'transient') throw new RetryLater(error.message, null, { cause: error });
        if (!(error instanceof MailFailure)) throw error;
        parts.log.error({ screenId: payload.screenId, mail: payload.mail, error: error.message }, 'a mail was refused for good');
      });
    },
    async giveUp(payload, error) {
      parts.log.error({ screenId: payload.screenId, mail: payload.mail, error }, 'a mail could not be sent');
    },
  };
}

async function write(payload: MailJob, room: Room, parts: EngineParts): Promise<Mail | null> {
  const invitation = invitationOf(room.events);
  const candidate = await parts.candidates.find(invitation.candidateId);
  if (!candidate) return null;
  const toCandidate = { name: candidate.name, address: candidate.email };
  const address = (to: Mail['to'], text: MailText): Mail => ({
    id: `${payload.mail}-${payload.screenId}-${payload.linkGeneration}`,
    to,
    ...text,
  });
  switch (payload.mail) {
    case 'invite': {
      // An older link is dead already; its mail would only confuse.
      if ((await parts.access.latestGeneration(payload.screenId)) !== payload.linkGeneration) return null;
      return address(toCandidate, inviteMail(invitation, inviteLink(parts, payload.screenId, payload.linkGeneration)));
    }
    case 'receipt': {
      const finished = eventsOf(room.events, 'ScreenFinished')[0];
      return finished ? address(toCandidate, receiptMail(invitation, finished.receipt, finished.answered)) : null;
    }
    case 'report-ready': {
      const recruiter = (await parts.staff.find([invitation.by.id])).get(invitation.by.id);
      const link = `${parts.settings.publicUrl}/screens/${payload.screenId}`;
      return recruiter
        ? address({ name: recruiter.name, address: recruiter.email }, reportReadyMail(invitation, candidate.name, link))
        : null;
    }
  }
}

/** The token stands in the fragment, which no browser sends to a server or names in a Referer. */
export function inviteLink(parts: EngineParts, screenId: string, generation: number): string {
  return `${parts.settings.publicUrl}/i#t=${parts.tokens.tokenFor(screenId, generation)}`;
}
