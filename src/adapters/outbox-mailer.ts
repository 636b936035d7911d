import { randomUUID } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { type Mail, type Mailer, MailFailure } from '#app/ports/index.ts';
import { type MailMessage, type MailSender, mailMessage } from './mail-message.ts';
import { writeWholeFile } from './write-whole-file.ts';

export interface OutboxMailerOptions {
  /** Folder of the `.eml` files; made when missing. */
  readonly folder: string;
  readonly from: MailSender;
}

/** Writes each mail as an RFC 5322 file named after its id, for a person or another program to send. The same id is written once. */
export function createOutboxMailer(options: OutboxMailerOptions): Mailer {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const underWay = new Map<string, Promise<void>>();

  async function write(mail: Mail): Promise<void> {
    const message = mailMessage(mail, options.from);
    const path = join(options.folder, `${fileName(mail.id)}.eml`);
    try {
      await mkdir(options.folder, { recursive: true });
      if (await exists(path)) return;
      await writeWholeFile(path, join(options.folder, `.${randomUUID()}.tmp`), await composed(message));
    } catch (error) {
      if (error instanceof MailFailure) throw error;
      throw new MailFailure('transient', 'the outbox could not be written', { cause: error });
    }
  }

  async function composed(message: MailMessage): Promise<Uint8Array> {
    const { message: eml } = await composer.sendMail({ ...message, headers: { ...message.headers } });
    if (!Buffer.isBuffer(eml)) throw new MailFailure('permanent', 'the mail could not be composed');
    return eml;
  }

  return {
    send(mail) {
      const running = underWay.get(mail.id);
      if (running) return running;
      const writing = write(mail).finally(() => underWay.delete(mail.id));
      underWay.set(mail.id, writing);
      return writing;
    },
  };
}

/** One name per id: what is not a letter, digit, hyphen or dot becomes `_` and its code in hexadecimal. */
function fileName(id: string): string {
  const name = id.replace(/[^A-Za-z0-9.-]/gu, (char) => `_${char.codePointAt(0)?.toString(16)}_`);
  return name.startsWith('.') ? `_${name}` : name;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
