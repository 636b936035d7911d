import { createTransport } from 'nodemailer';
import { type Mailer, MailFailure } from '#app/ports/index.ts';
import { type MailSender, mailMessage } from './mail-message.ts';

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  readonly url: string;
  readonly from: MailSender;
}

const SECOND = 1_000;

/** Sends by SMTP, one connection per mail: mails are rare, and an idle pool would only be found dead. */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const transport = createTransport({
    url: options.url,
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 30 * SECOND,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const message = mailMessage(mail, options.from);
      try {
        await transport.sendMail({ ...message, headers: { ...message.headers } });
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

/**
 * Permanent is only what the mail itself is to blame for: a 5xx answer to its recipient or its text. A refused password, a
 * missing TLS or an unreachable host is put right by an operator, and the mail is sent after that.
 * The server's own words may repeat the address, so only code and status are kept.
 */
function failureOf(error: unknown): MailFailure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const status = error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  const blamesTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const kind = blamesTheMail && (status === null || status >= 500) ? 'permanent' : 'transient';
  return new MailFailure(kind, `SMTP: ${code}${status === null ? '' : ` ${status}`}`, { cause: error });
}
