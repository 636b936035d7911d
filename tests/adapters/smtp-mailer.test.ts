import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { createSmtpMailer } from '#app/adapters/index.ts';
import { MailFailure } from '#app/ports/index.ts';
import { aMail, INJECTIONS, SENDER } from './mails.ts';

interface Received {
  readonly recipients: string[];
  readonly text: string;
}

const running: SMTPServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => new Promise<void>((done) => server.close(() => done()))));
});

async function smtp(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({ recipients: session.envelope.rcptTo.map((to) => to.address), text: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  running.push(server);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { received, url: `smtp://127.0.0.1:${port}`, port };
}

function refusal(responseCode: number) {
  return Object.assign(new Error('no such luck, ada@example.org'), { responseCode });
}

async function failureOf(url: string, change = {}) {
  const failure = await createSmtpMailer({ url, from: SENDER })
    .send(aMail(change))
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MailFailure);
  return failure as MailFailure;
}

describe('mail by SMTP', () => {
  test('one message reaches one recipient, with exactly the expected headers', async () => {
    const server = await smtp();
    await createSmtpMailer({ url: server.url, from: SENDER }).send(aMail({ subject: 'Grüße' }));
    expect(server.received.map((mail) => mail.recipients)).toEqual([['ada@example.org']]);
    const read = await PostalMime.parse(server.received[0]?.text ?? '');
    expect(read.subject).toBe('Grüße');
    expect(read.headers.map((header) => header.key).sort()).toEqual(
      ['auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'].sort(),
    );
  });

  test('a mail that is sent again carries the same Message-ID; another mail carries another', async () => {
    const server = await smtp();
    const mailer = createSmtpMailer({ url: server.url, from: SENDER });
    await mailer.send(aMail({}));
    await mailer.send(aMail({}));
    await mailer.send(aMail({ id: 'invite-2' }));
    const ids = await Promise.all(server.received.map(async (mail) => (await PostalMime.parse(mail.text)).messageId));
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test.each(INJECTIONS)('%s is refused before a connection is made', async (_what, change) => {
    const server = await smtp();
    expect((await failureOf(server.url, change)).kind).toBe('permanent');
    expect(server.received).toEqual([]);
  });

  test.each([
    [550, 'permanent'],
    [450, 'transient'],
  ] as const)('a recipient refused with %i is %s', async (status, kind) => {
    const server = await smtp({ onRcptTo: (_address, _session, done) => done(refusal(status)) });
    expect(await failureOf(server.url)).toMatchObject({ kind });
  });

  test.each([
    [554, 'permanent'],
    [451, 'transient'],
  ] as const)('a text refused with %i is %s', async (status, kind) => {
    const server = await smtp({
      onData: (stream, _session, done) => {
        stream.on('end', () => done(refusal(status)));
        stream.resume();
      },
    });
    expect(await failureOf(server.url)).toMatchObject({ kind });
  });

  test('a wrong password is transient, and the message of the failure repeats neither address nor password', async () => {
    const server = await smtp({ authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(refusal(535)) });
    const failure = await failureOf(`smtp://assay:hunter2@127.0.0.1:${server.port}`);
    expect(failure.kind).toBe('transient');
    expect(failure.message).toBe('SMTP: EAUTH 535');
  });

  test('a host that does not answer, or hangs up, is transient', async () => {
    const closed = createTcpServer((socket) => socket.destroy());
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect((await failureOf(`smtp://127.0.0.1:${port}`)).kind).toBe('transient');
    closed.close();
    await once(closed, 'close');
    expect((await failureOf(`smtp://127.0.0.1:${port}`)).kind).toBe('transient');
  });
});
