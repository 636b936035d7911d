import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOutboxMailer } from '#app/adapters/index.ts';
import { MailFailure } from '#app/ports/index.ts';
import { aMail, INJECTIONS, SENDER } from './mails.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterEach(() => rm(folder, { recursive: true }));

const mailer = () => createOutboxMailer({ folder: join(folder, 'out'), from: SENDER });
const files = () => readdir(join(folder, 'out'));
const eml = async (name: string) => readFile(join(folder, 'out', name));

describe('the outbox', () => {
  test('a mail is one .eml file, named after its id, that reads back as it was given', async () => {
    await mailer().send(
      aMail({ subject: 'Your first technical round at Müller & Söhne', text: `Grüße 👋\n${'long '.repeat(400)}\n.\nend\n` }),
    );
    expect(await files()).toEqual(['invite-1.eml']);
    const bytes = await eml('invite-1.eml');
    const read = await PostalMime.parse(bytes);
    expect(read.from).toMatchObject({ name: 'Assay', address: 'assay@example.org' });
    expect(read.to).toEqual([expect.objectContaining({ name: 'Ada Lovelace', address: 'ada@example.org' })]);
    expect(read.subject).toBe('Your first technical round at Müller & Söhne');
    expect(read.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(`Grüße 👋\n${'long '.repeat(400)}\n.\nend`);
    expect(read.html).toContain('<p>Hello</p>');
    expect(read.messageId).toMatch(/^<[0-9a-f]{32}@example\.org>$/);
    expect(read.date).toBeTruthy();
    expect(bytes.toString('latin1')).not.toMatch(/[^\r]\n/);
  });

  test('the same id is written once, also when sent twice at the same time or by a second process', async () => {
    const first = mailer();
    await Promise.all([first.send(aMail({ subject: 'first' })), first.send(aMail({ subject: 'second' }))]);
    await mailer().send(aMail({ subject: 'third' }));
    expect(await files()).toEqual(['invite-1.eml']);
    expect((await PostalMime.parse(await eml('invite-1.eml'))).subject).toBe('first');
  });

  test('two ids never share a file, and no id leaves the folder', async () => {
    const ids = ['a:b', 'a_b', 'a_3a_b', '../../etc/passwd', '.hidden', 'a/b', 'ä'];
    for (const id of ids) await mailer().send(aMail({ id }));
    expect(await files()).toHaveLength(ids.length);
    expect(await readdir(folder)).toEqual(['out']);
    expect((await files()).every((name) => name.endsWith('.eml') && !name.startsWith('.'))).toBe(true);
  });

  test.each(INJECTIONS)('%s is refused for good and nothing is written', async (_what, change) => {
    const failure = await mailer()
      .send(aMail(change))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MailFailure);
    expect((failure as MailFailure).kind).toBe('permanent');
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder that cannot be written is a transient failure', async () => {
    await writeFile(join(folder, 'out'), 'a file is in the way');
    await expect(mailer().send(aMail({}))).rejects.toMatchObject({ kind: 'transient' });
  });
});
