import { expect, it } from 'vitest';
import { LOGIN_GRACE_MS } from '#app/protocol/index.ts';
import { hash, link, login, NOW, type Open, uuid } from './fixtures.ts';

const A = uuid(1);
const loginEnd = NOW + 60_000 + LOGIN_GRACE_MS;
const ok = { kind: 'ok', screenId: A, expiresAtMs: loginEnd };

interface Exchange {
  readonly token: string;
  readonly value: string;
  readonly device?: string;
  readonly nowMs?: number;
}
const exchange = ({ token, value, device, nowMs = NOW }: Exchange) => ({
  tokenHash: hash(token),
  login: login(value),
  deviceLoginHash: device === undefined ? null : hash(device),
  nowMs,
});

export function describeAccess(open: Open): void {
  it('[ES25] of a hundred parallel exchanges of one link exactly one wins', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    const values = Array.from({ length: 100 }, (_, n) => `login ${n}`);
    const results = await Promise.all(values.map((value) => access.exchange(exchange({ token: 't', value }))));
    expect(results.filter((result) => result.kind === 'ok')).toEqual([ok]);
    expect(results.filter((result) => result.kind === 'used')).toEqual(Array.from({ length: 99 }, () => ({ kind: 'used', screenId: A })));
    const logins = await Promise.all(values.map((value) => access.findLogin(hash(value), NOW)));
    const winner = values[results.findIndex((result) => result.kind === 'ok')] ?? '';
    expect(logins.filter((found) => found !== null)).toEqual([{ ...login(winner), screenId: A, expiresAtMs: loginEnd }]);
  });

  it('[ES26] the device that used a link may use it again, with any login it got from it', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    await access.addLink(link('other', { screenId: uuid(2) }));
    expect(await access.exchange(exchange({ token: 't', value: 'first' }))).toEqual(ok);
    expect(await access.exchange(exchange({ token: 't', value: 'second', device: 'first' }))).toEqual(ok);
    expect(await access.exchange(exchange({ token: 't', value: 'third', device: 'first' }))).toEqual(ok);
    expect(await access.exchange(exchange({ token: 't', value: 'fourth', device: 'third' }))).toEqual(ok);
    expect((await access.exchange(exchange({ token: 't', value: 'x', device: 'never given' }))).kind).toBe('used');

    expect((await access.exchange(exchange({ token: 'other', value: 'elsewhere' }))).kind).toBe('ok');
    expect((await access.exchange(exchange({ token: 't', value: 'y', device: 'elsewhere' }))).kind).toBe('used');
    expect((await access.findLogin(hash('first'), NOW))?.screenId).toBe(A);
  });

  it('[ES27] a link past its time is expired for everyone', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    expect((await access.exchange(exchange({ token: 't', value: 'first', nowMs: NOW + 59_999 }))).kind).toBe('ok');
    const late = { token: 't', nowMs: NOW + 60_000 };
    expect(await access.exchange(exchange({ ...late, value: 'b' }))).toEqual({ kind: 'expired', screenId: A });
    expect(await access.exchange(exchange({ ...late, value: 'c', device: 'first' }))).toEqual({ kind: 'expired', screenId: A });
    expect(await access.findLogin(hash('b'), NOW)).toBeNull();
  });

  it('[ES28] an older link stops working and still leads to its screen', async () => {
    const { access } = open().stores;
    expect(await access.latestGeneration(A)).toBe(0);
    await access.addLink(link('one'));
    await access.exchange(exchange({ token: 'one', value: 'first' }));
    await access.addLink(link('two', { generation: 2 }));
    expect(await access.latestGeneration(A)).toBe(2);
    expect(await access.exchange(exchange({ token: 'one', value: 'x' }))).toEqual({ kind: 'unknown' });
    expect(await access.exchange(exchange({ token: 'one', value: 'y', device: 'first' }))).toEqual({ kind: 'unknown' });
    expect(await access.findLink(hash('one'))).toEqual(link('one'));
    expect(await access.exchange(exchange({ token: 'two', value: 'z' }))).toEqual(ok);
    expect(await access.exchange(exchange({ token: 'never made', value: 'z' }))).toEqual({ kind: 'unknown' });
    expect(await access.findLink(hash('never made'))).toBeNull();
  });

  it('[ES28] an older link added late does not come to life', async () => {
    const { access } = open().stores;
    await access.addLink(link('two', { generation: 2 }));
    await access.addLink(link('one'));
    expect(await access.latestGeneration(A)).toBe(2);
    expect((await access.exchange(exchange({ token: 'one', value: 'x' }))).kind).toBe('unknown');
  });

  it('[ES29] the same link again changes nothing, also after it was used', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    await access.exchange(exchange({ token: 't', value: 'first' }));
    await access.addLink(link('t', { expiresAtMs: NOW + 999_999 }));
    expect(await access.findLink(hash('t'))).toEqual(link('t'));
    expect((await access.exchange(exchange({ token: 't', value: 'second' }))).kind).toBe('used');
  });

  it('[ES30] a login lives a while longer than its link', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    await access.exchange(exchange({ token: 't', value: 'first' }));
    expect(await access.findLogin(hash('first'), loginEnd - 1)).toEqual({ ...login('first'), screenId: A, expiresAtMs: loginEnd });
    expect(await access.findLogin(hash('first'), loginEnd)).toBeNull();
    expect(await access.findLogin(hash('unknown'), NOW)).toBeNull();
  });

  it('[ES31] revoke ends the logins and links of one screen', async () => {
    const { access } = open().stores;
    await access.addLink(link('t'));
    await access.addLink(link('other', { screenId: uuid(2) }));
    await access.exchange(exchange({ token: 't', value: 'first' }));
    await access.exchange(exchange({ token: 'other', value: 'elsewhere' }));
    await access.revoke(A);
    expect(await access.findLogin(hash('first'), NOW)).toBeNull();
    expect(await access.findLink(hash('t'))).toBeNull();
    expect(await access.exchange(exchange({ token: 't', value: 'x', device: 'first' }))).toEqual({ kind: 'unknown' });
    expect(await access.latestGeneration(A)).toBe(1);
    expect(await access.findLogin(hash('elsewhere'), NOW)).not.toBeNull();
    expect(await access.findLink(hash('other'))).not.toBeNull();
    await access.addLink(link('again', { generation: 2 }));
    expect((await access.exchange(exchange({ token: 'again', value: 'z' }))).kind).toBe('ok');
  });
}
