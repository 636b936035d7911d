import { createHash } from 'node:crypto';
import { type Mail, MailFailure } from '#app/ports/index.ts';

/** Who the mails come from. */
export interface MailSender {
  readonly name: string;
  readonly address: string;
}

/** One message in the form nodemailer takes. Addresses are objects: a string would be parsed, and a name could add recipients. */
export interface MailMessage {
  readonly from: MailSender;
  readonly to: MailSender;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly disableFileAccess: true;
  readonly disableUrlAccess: true;
}

const MAX_HEADER_TEXT = 200;
/** Control characters, and the characters that some mail programs take for a line break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const BREAKS_A_LINE = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/u;
/** Stricter than RFC 5322 on purpose: no quoted local parts, comments, routes, lists or percent escapes. */
const ADDRESS = /^[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/**
 * Checks a mail and gives it the Message-ID that belongs to its id, so that a mail sent twice is one message to the reader.
 * Throws MailFailure `permanent` when a header would carry a line break or more than one address.
 */
export function mailMessage(mail: Mail, from: MailSender): MailMessage {
  for (const [field, text] of [
    ['recipient name', mail.to.name],
    ['sender name', from.name],
    ['subject', mail.subject],
    ['mail id', mail.id],
  ] as const) {
    if (BREAKS_A_LINE.test(text)) throw new MailFailure('permanent', `the ${field} has a line break or a control character`);
    if (text.length > MAX_HEADER_TEXT) throw new MailFailure('permanent', `the ${field} is longer than ${MAX_HEADER_TEXT} characters`);
  }
  for (const [field, address] of [
    ['recipient', mail.to.address],
    ['sender', from.address],
  ] as const) {
    if (!ADDRESS.test(address)) throw new MailFailure('permanent', `the ${field} is not one plain e-mail address`);
  }
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${createHash('sha256').update(mail.id).digest('hex').slice(0, 32)}@${domainOf(from.address)}>`,
    // RFC 3834: keeps out-of-office replies away from the sender.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
