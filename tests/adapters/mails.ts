import type { Mail } from '#app/ports/index.ts';

export const SENDER = { name: 'Assay', address: 'assay@example.org' };

export function aMail(change: Partial<Mail>): Mail {
  return {
    id: 'invite-1',
    to: { name: 'Ada Lovelace', address: 'ada@example.org' },
    subject: 'Hello',
    text: 'Hello\n',
    html: '<p>Hello</p>',
    ...change,
  };
}

const to = (change: Partial<Mail['to']>): Partial<Mail> => ({ to: { name: 'Ada', address: 'ada@example.org', ...change } });

/** Attempts to add a header or a recipient, or to reach beyond one plain address. */
export const INJECTIONS: [string, Partial<Mail>][] = [
  ['CR LF in a name', to({ name: 'Ada\r\nBcc: eve@example.org' })],
  ['LF in a name', to({ name: 'Ada\nBcc: eve@example.org' })],
  ['NUL in a name', to({ name: 'Ada\0' })],
  ['U+2028 in a name', to({ name: 'Ada\u2028Bcc: eve@example.org' })],
  ['U+0085 in a name', to({ name: 'Ada\u0085Bcc: eve@example.org' })],
  ['CR in a subject', { subject: 'Hi\rBcc: eve@example.org' }],
  ['CR LF in a subject', { subject: 'Hi\r\n\r\nbody' }],
  ['CR LF in an id', { id: 'a\r\nX: y' }],
  ['a subject of 300 characters', { subject: 'x'.repeat(300) }],
  ['two addresses', to({ address: 'ada@example.org, eve@example.org' })],
  ['a list with a group', to({ address: 'all: ada@example.org, eve@example.org;' })],
  ['CR LF in an address', to({ address: 'ada@example.org\r\nRCPT TO:<eve@example.org>' })],
  ['a name in an address', to({ address: 'Ada <ada@example.org>' })],
  ['a percent escape in an address', to({ address: 'ada%0a@example.org' })],
  ['a quoted local part', to({ address: '"a b"@example.org' })],
  ['an address without a host', to({ address: 'ada@' })],
];
