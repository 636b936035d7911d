import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isShallow } from '#app/engine/index.ts';
import { ErrorBody } from '#app/protocol/index.ts';
import { parseJson } from '../../src/server/parse-json.ts';
import { SCREEN_ID, TOKEN } from './fake-engine.ts';
import { as, CANDIDATE, startServer } from './test-server.ts';

const EXCHANGE = '/api/candidate/exchange';

describe('request bodies', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"token":'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a wrong type', '{"token":1}'],
    ['a short token', '{"token":"abc"}'],
    ['nesting of 17 levels', '['.repeat(17) + ']'.repeat(17)],
    ['nesting of 30,000 levels', '['.repeat(30_000)],
    ['the key __proto__', `{"token":"${TOKEN}","__proto__":{"admin":true}}`],
    ['an escaped __proto__', `{"token":"${TOKEN}","\\u005f_proto__":{}}`],
    ['the key constructor, deep inside', `{"token":{"a":[{"constructor":1}]}}`],
    ['201 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n])))],
    ['an unknown field', `{"token":"${TOKEN}","role":"owner"}`],
  ])('[HT4] [HT5] %s is refused with 400 and does not reach the engine', async (_what, body) => {
    const server = await startServer();
    const response = await server.post(EXCHANGE, body);
    expect(response.status).toBe(400);
    expect(ErrorBody.parse(await response.json()).error.code).toBe('bad_request');
    expect(server.engine.calls).toEqual([]);
  });

  test('[HT4] a body over 64 KiB is 413, with or without a declared length; one just below is read', async () => {
    const server = await startServer();
    const padded = (bytes: number) => `{"token":"${'x'.repeat(bytes - 12)}"}`;
    expect((await server.post(EXCHANGE, padded(65_536))).status).toBe(400);
    const tooLong = await server.post(EXCHANGE, padded(65_537));
    expect(tooLong.status).toBe(413);
    expect(ErrorBody.parse(await tooLong.json()).error.code).toBe('too_long');
    const stream = new Blob([padded(200_000)]).stream();
    const chunked = await fetch(`http://127.0.0.1:${server.port}${EXCHANGE}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-assay': '1' },
      body: stream,
      ...{ duplex: 'half' },
    });
    expect(chunked.status).toBe(413);
  });

  test('[HT4] a compressed body and one that is not UTF-8 are refused', async () => {
    const server = await startServer();
    const send = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${server.port}${EXCHANGE}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-assay': '1', ...headers },
        body,
      });
    const json = new TextEncoder().encode(JSON.stringify({ token: TOKEN }));
    expect((await send(json)).status).toBe(200);
    expect((await send(Uint8Array.from(gzipSync(json)), { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await send(Uint8Array.from([0x22, 0xff, 0xfe, 0x22]))).status).toBe(400);
  });

  test('[HT5] the answer names the fields and repeats no value', async () => {
    const server = await startServer();
    const body = {
      screenId: SCREEN_ID,
      candidate: { name: 'Ada\nSecret', email: 'ada.secret' },
      bank: 'x',
      company: 'c',
      contact: 'd',
      boss: 'Secret',
    };
    const response = await server.post('/api/screens', body, as('recruiter'));
    expect(response.status).toBe(400);
    const text = await response.text();
    const { details = [] } = ErrorBody.parse(JSON.parse(text)).error;
    for (const field of ['candidate.name', 'candidate.email', 'bank', 'role', 'boss']) expect(details.join('\n')).toContain(field);
    expect(text.toLowerCase()).not.toContain('secret');
  });

  test('[HT5] a draft with an extra field inside is refused', async () => {
    const server = await startServer();
    const draft = { type: 'draft.put', slot: 'practice', rev: 1, text: 'x', screenId: SCREEN_ID };
    expect((await server.post('/api/candidate/draft', { nonce: 'n', gen: 1, draft }, CANDIDATE)).status).toBe(400);
  });

  test('[HT4] the depth scan counts brackets outside strings only', () => {
    expect(isShallow('[]'.repeat(1_000), 16)).toBe(true);
    expect(isShallow('['.repeat(16) + ']'.repeat(16), 16)).toBe(true);
    expect(isShallow('['.repeat(17), 16)).toBe(false);
    expect(isShallow('["[[[[[[[[[[[[[[[[[[[[[\\"[["]', 16)).toBe(true);
  });

  test.each([
    ['['.repeat(17) + ']'.repeat(17), 'The body nests deeper than 16 levels.'],
    ['{"a":{"__proto__":1}}', 'A key of this name is not accepted.'],
    ['[{"prototype":1}]', 'A key of this name is not accepted.'],
    [JSON.stringify(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`k${n}`, n]))), 'An object has more than 200 keys.'],
  ])('[HT4] the check of the body itself refuses %.30s, whatever the schema would say', (text, sentence) => {
    expect(() => parseJson(new TextEncoder().encode(text))).toThrow(expect.objectContaining({ code: 'bad_request', details: [sentence] }));
  });

  test('[HT4] an accepted body has no prototype of its own making', () => {
    const value = parseJson(new TextEncoder().encode('{"a":{"b":[1,"__proto__"]}}'));
    expect(value).toEqual({ a: { b: [1, '__proto__'] } });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
