import type { EventOf } from '#app/protocol/index.ts';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Invitation = EventOf<'ScreenInvited'>;

/** The mail that carries the invite link. Says what it is before it asks for anything. */
export function inviteMail(invitation: Invitation, link: string): MailText {
  const minutes = Math.round(invitation.budgetMs / 60_000);
  return compose(`Your first technical round at ${invitation.company}`, [
    `${invitation.company} invites you to the first technical round for ${invitation.role}.`,
    `It is a written interview in your browser, held by software: ${invitation.form.questions.length} questions, up to ${minutes} minutes of working time, whenever it suits you. You may pause, and nothing you type is lost.`,
    'Before it starts you will read what is judged, what is not, and how to ask for another way.',
    { link, label: 'Open your screen' },
    `The link is for you alone and works until ${readableDate(invitation.deadline)}. Questions, or in need of an adjustment? ${invitation.contact}`,
  ]);
}

export function receiptMail(invitation: Invitation, receipt: string, answered: number): MailText {
  return compose(`Handed in: your technical round at ${invitation.company}`, [
    `Thank you. Your answers for ${invitation.role} at ${invitation.company} have been handed in: ${answered} of ${invitation.form.questions.length} questions answered.`,
    `Your receipt is ${receipt}. Software grades the answers against a fixed rubric; a person at ${invitation.company} reads the result and decides.`,
    `Questions, or do you want a person to look again? ${invitation.contact}`,
  ]);
}

export function reportReadyMail(invitation: Invitation, candidateName: string, link: string): MailText {
  return compose(`Report ready: ${candidateName}, ${invitation.role}`, [
    `The report of ${candidateName}'s screen for ${invitation.role} is ready to be read and decided.`,
    { link, label: 'Read the report' },
  ]);
}

type Part = string | { readonly link: string; readonly label: string };

function compose(subject: string, parts: readonly Part[]): MailText {
  const text = parts.map((part) => (typeof part === 'string' ? part : `${part.label}:\n${part.link}`)).join('\n\n');
  const html = parts
    .map(
      (part) =>
        `<p>${typeof part === 'string' ? escapeHtml(part) : `<a href="${escapeHtml(part.link)}">${escapeHtml(part.label)}</a>`}</p>`,
    )
    .join('\n');
  return {
    subject,
    text: `${text}\n`,
    html: `<!doctype html><html lang="en"><body style="font:16px/1.5 system-ui,sans-serif;max-width:36em">\n${html}\n</body></html>\n`,
  };
}

/** `5 December 2026, 14:00 UTC`. */
function readableDate(iso: string): string {
  const date = new Date(iso);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(date);
  return `${day}, ${time} UTC`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
