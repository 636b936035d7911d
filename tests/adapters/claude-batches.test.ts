import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClaudeBatches } from '#app/adapters/index.ts';
import type { LlmBatches, LlmBatchResult } from '#app/ports/index.ts';
import { ADDRESS, error, message, options, request, sentRequest } from './claude-wire.ts';

const API = 'https://api.anthropic.com';
const PATH = '/v1/messages/batches';
const server = setupServer();
let batches: LlmBatches;
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  // The SDK takes hold of fetch when it is made, so it is made after msw has put its own in place.
  batches = createClaudeBatches(options);
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

/** A batch as the API writes it. */
function batch(over: Record<string, unknown> = {}) {
  return {
    id: 'msgbatch_01',
    type: 'message_batch',
    processing_status: 'in_progress',
    request_counts: { processing: 2, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
    created_at: '2026-11-02T10:00:00.123456+00:00',
    expires_at: '2026-11-03T10:00:00.123456+00:00',
    ended_at: null,
    archived_at: null,
    cancel_initiated_at: null,
    results_url: null,
    ...over,
  };
}

const ended = (id: string, over: Record<string, unknown> = {}) =>
  batch({ id, processing_status: 'ended', results_url: `${API}${PATH}/${id}/results`, ...over });

const succeeded = (name: string, over: Record<string, unknown> = {}) => ({
  custom_id: name,
  result: { type: 'succeeded', message: message(over) },
});
const errored = (name: string, type: string) => ({ custom_id: name, result: { type: 'errored', error: error(type) } });
const without = (name: string, type: 'canceled' | 'expired') => ({ custom_id: name, result: { type } });

/** Serves these lines as the results of any batch, at the configured address only. */
function serveResults(...lines: (Record<string, unknown> | string)[]) {
  const body = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  serveText(body);
}
const serveText = (body: string) =>
  server.use(
    http.get(`${ADDRESS}${PATH}/:id/results`, () => new HttpResponse(body, { headers: { 'content-type': 'application/x-jsonl' } })),
  );

async function all(results: AsyncIterable<LlmBatchResult>): Promise<LlmBatchResult[]> {
  const read: LlmBatchResult[] = [];
  for await (const result of results) read.push(result);
  return read;
}

describe('creating', () => {
  test('sends every item under its name, as a single call would send it, and gives the id', async () => {
    const bodies: unknown[] = [];
    const headers: string[] = [];
    server.use(
      http.post(`${ADDRESS}${PATH}`, async ({ request: sent }) => {
        bodies.push(await sent.json());
        headers.push(...[...sent.headers].flat());
        return HttpResponse.json(batch());
      }),
    );
    const items = [
      { name: 'b1_0', request },
      { name: 'b1_1', request: { ...request, role: 'entailment' as const, user: 'Another answer.' } },
    ];
    expect(await batches.create(items)).toBe('msgbatch_01');
    expect(bodies).toEqual([
      {
        requests: [
          { custom_id: 'b1_0', params: sentRequest },
          {
            custom_id: 'b1_1',
            params: { ...sentRequest, model: 'claude-haiku-5-5', messages: [{ role: 'user', content: 'Another answer.' }] },
          },
        ],
      },
    ]);
    expect(JSON.stringify([bodies, headers])).not.toContain(request.subject);
  });

  test.each([
    [429, 'rate_limit_error', { 'retry-after': '30' }, 'transient', 30_000],
    [529, 'overloaded_error', {}, 'transient', null],
    [500, 'api_error', {}, 'transient', null],
    [400, 'invalid_request_error', {}, 'permanent', null],
    [413, 'request_too_large', {}, 'permanent', null],
    [401, 'authentication_error', {}, 'unauthorized', null],
    [402, 'billing_error', {}, 'unauthorized', null],
  ])('%d (%s, %o) is %s, after one request', async (status, type, headers, kind, retryAfterMs) => {
    let calls = 0;
    server.use(
      http.post(`${ADDRESS}${PATH}`, () => {
        calls++;
        return HttpResponse.json(error(type), { status, headers: headers as Record<string, string> });
      }),
    );
    await expect(batches.create([{ name: 'a', request }])).rejects.toMatchObject({ name: 'LlmFailure', kind, retryAfterMs });
    expect(calls).toBe(1);
  });

  test.each(['{"ok":true}', 'null', '<html>Welcome</html>', '{"id":'])('an answer of %s is no batch', async (body) => {
    server.use(http.post(`${ADDRESS}${PATH}`, () => new HttpResponse(body, { headers: { 'content-type': 'application/json' } })));
    await expect(batches.create([{ name: 'a', request }])).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });
});

describe('asking whether it has ended', () => {
  test.each([
    ['in_progress', false],
    ['canceling', false],
    ['ended', true],
  ])('%s: %s', async (status, answer) => {
    server.use(http.get(`${ADDRESS}${PATH}/msgbatch_01`, () => HttpResponse.json(batch({ processing_status: status }))));
    expect(await batches.hasEnded('msgbatch_01')).toBe(answer);
  });

  test.each([
    [404, 'not_found_error', 'permanent'],
    [403, 'permission_error', 'unauthorized'],
    [503, 'api_error', 'transient'],
  ])('%d is %s', async (status, type, kind) => {
    server.use(http.get(`${ADDRESS}${PATH}/msgbatch_01`, () => HttpResponse.json(error(type), { status })));
    await expect(batches.hasEnded('msgbatch_01')).rejects.toMatchObject({ name: 'LlmFailure', kind });
  });

  test('a page of a proxy is no answer', async () => {
    server.use(http.get(`${ADDRESS}${PATH}/msgbatch_01`, () => HttpResponse.json({ ok: true })));
    await expect(batches.hasEnded('msgbatch_01')).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });
});

describe('results', () => {
  test('are told apart by name, in whatever order they come, a name twice included', async () => {
    serveResults(
      without('b1_3', 'expired'),
      succeeded('b1_1', { content: [{ type: 'text', text: 'one', citations: null }] }),
      succeeded('never-sent'),
      without('b1_4', 'canceled'),
      succeeded('b1_1', { content: [{ type: 'text', text: 'again', citations: null }] }),
      errored('b1_2', 'overloaded_error'),
      succeeded('b1_0', { stop_reason: 'refusal', content: [] }),
    );
    const results = await all(batches.results('msgbatch_01'));
    expect(results.map(({ name, kind }) => [name, kind])).toEqual([
      ['b1_3', 'expired'],
      ['b1_1', 'answered'],
      ['never-sent', 'answered'],
      ['b1_4', 'expired'],
      ['b1_1', 'answered'],
      ['b1_2', 'failed'],
      ['b1_0', 'answered'],
    ]);
    expect(results.map((result) => (result.kind === 'answered' ? result.reply.text : null))).toEqual([
      null,
      'one',
      '{"findings":[]}',
      null,
      'again',
      null,
      '',
    ]);
    expect(results[6]).toMatchObject({ reply: { stopReason: 'refusal', rawStopReason: 'refusal', requestId: null } });
  });

  test('cost half of what a single call costs, and nothing is known of it at another address', async () => {
    const usage = { input_tokens: 1_200, output_tokens: 800, cache_read_input_tokens: 6_000, cache_creation_input_tokens: 400 };
    const line = `${JSON.stringify(succeeded('a', { model: 'claude-sonnet-5-5', usage }))}\n`;
    server.use(http.get(`*${PATH}/msgbatch_01/results`, () => new HttpResponse(line)));
    const [half] = await all(createClaudeBatches({ ...options, baseUrl: null }).results('msgbatch_01'));
    expect(half).toMatchObject({ reply: { costMicroUsd: 6_000 } });
    const [unknown] = await all(batches.results('msgbatch_01'));
    expect(unknown).toMatchObject({ reply: { costMicroUsd: null } });
  });

  test.each([
    ['invalid_request_error', 'permanent'],
    ['not_found_error', 'permanent'],
    ['request_too_large', 'permanent'],
    ['authentication_error', 'unauthorized'],
    ['permission_error', 'unauthorized'],
    ['billing_error', 'unauthorized'],
    ['rate_limit_error', 'transient'],
    ['overloaded_error', 'transient'],
    ['timeout_error', 'transient'],
    ['api_error', 'transient'],
    ['some_new_error', 'transient'],
  ])('an item with %s has failed: %s', async (type, kind) => {
    serveResults(errored('a', type), succeeded('b'));
    const [failed, next] = await all(batches.results('msgbatch_01'));
    expect(failed).toMatchObject({ name: 'a', kind: 'failed', failure: { name: 'LlmFailure', kind, retryAfterMs: null } });
    expect(failed?.kind === 'failed' && failed.failure.message).not.toContain('Something about the request');
    expect(next).toMatchObject({ name: 'b', kind: 'answered' });
  });

  test('an item that failed without a type can be tried again', async () => {
    serveResults({ custom_id: 'a', result: { type: 'errored', error: null } });
    expect(await all(batches.results('msgbatch_01'))).toMatchObject([{ kind: 'failed', failure: { kind: 'transient' } }]);
  });

  test('a message that is none fails its item alone', async () => {
    serveResults({ custom_id: 'a', result: { type: 'succeeded', message: { ok: true } } }, succeeded('b'));
    expect(await all(batches.results('msgbatch_01'))).toMatchObject([
      { name: 'a', kind: 'failed', failure: { kind: 'transient' } },
      { name: 'b', kind: 'answered' },
    ]);
  });

  test.each([
    ['half a line', '{"custom_id":"b","result":{"type":"succ'],
    ['a page', '<html>Welcome</html>'],
    ['null', 'null'],
    ['no name', '{"result":{"type":"expired"}}'],
    ['no result', '{"custom_id":"b"}'],
    ['an unknown result', '{"custom_id":"b","result":{"type":"postponed"}}'],
  ])('%s ends the reading as transient, after what came before it', async (_, line) => {
    serveResults(succeeded('a'), line, succeeded('c'));
    const names: string[] = [];
    const reading = async () => {
      for await (const { name } of batches.results('msgbatch_01')) names.push(name);
    };
    await expect(reading()).rejects.toMatchObject({
      name: 'LlmFailure',
      kind: 'transient',
      message: 'The server answered with something that is not a result of a batch.',
    });
    expect(names).toEqual(['a']);
  });

  test('a file that was cut in the middle of its last line is not taken for whole', async () => {
    serveText(`${JSON.stringify(succeeded('a'))}\n${JSON.stringify(succeeded('b')).slice(0, -9)}`);
    await expect(all(batches.results('msgbatch_01'))).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });

  test('empty lines, other line ends and a missing last one are no matter', async () => {
    const [a, b] = [JSON.stringify(succeeded('a')), JSON.stringify(succeeded('b'))];
    serveText(`${a}\r\n\r\n\n${b}`);
    expect((await all(batches.results('msgbatch_01'))).map(({ name }) => name)).toEqual(['a', 'b']);
    serveText('');
    expect(await all(batches.results('msgbatch_01'))).toEqual([]);
  });

  test.each([
    [404, 'not_found_error', 'permanent'],
    [429, 'rate_limit_error', 'transient'],
    [401, 'authentication_error', 'unauthorized'],
  ])('%d is %s', async (status, type, kind) => {
    server.use(
      http.get(`${ADDRESS}${PATH}/msgbatch_01/results`, () => HttpResponse.json(error(type), { status, headers: { 'retry-after': '5' } })),
    );
    await expect(all(batches.results('msgbatch_01'))).rejects.toMatchObject({ name: 'LlmFailure', kind, retryAfterMs: 5_000 });
  });
});

describe('the newest batches', () => {
  function serveList(...data: unknown[]) {
    const asked: string[] = [];
    server.use(
      http.get(`${ADDRESS}${PATH}`, ({ request: sent }) => {
        asked.push(new URL(sent.url).search);
        return HttpResponse.json({ data, has_more: true, first_id: 'msgbatch_03', last_id: 'msgbatch_01' });
      }),
    );
    return asked;
  }

  test('are one page of a hundred, with a name for those that have ended and null for the rest', async () => {
    const asked = serveList(
      batch({ id: 'msgbatch_03' }),
      ended('msgbatch_02', { created_at: '2026-11-01T10:00:00Z' }),
      ended('msgbatch_01', { created_at: '2026-10-01T10:00:00Z', results_url: null, archived_at: '2026-10-30T10:00:00Z' }),
    );
    // Only of the second: a request for the results of another is a request that msw does not know, and fails the test.
    server.use(
      http.get(
        `${ADDRESS}${PATH}/msgbatch_02/results`,
        () => new HttpResponse([errored('b7_4', 'api_error'), succeeded('b7_0')].map((line) => `${JSON.stringify(line)}\n`).join('')),
      ),
    );
    expect(await batches.recent()).toEqual([
      { providerId: 'msgbatch_03', firstName: null, createdAtMs: Date.UTC(2026, 10, 2, 10, 0, 0, 123) },
      { providerId: 'msgbatch_02', firstName: 'b7_4', createdAtMs: Date.UTC(2026, 10, 1, 10) },
      { providerId: 'msgbatch_01', firstName: null, createdAtMs: Date.UTC(2026, 9, 1, 10) },
    ]);
    expect(asked).toEqual(['?limit=100']);
  });

  test('none at all', async () => {
    serveList();
    expect(await batches.recent()).toEqual([]);
  });

  test('one whose results are gone has no name, one whose results are out of reach for now fails', async () => {
    serveList(ended('msgbatch_02'));
    const answer = (status: number) =>
      server.use(http.get(`${ADDRESS}${PATH}/msgbatch_02/results`, () => HttpResponse.json(error('some_error'), { status })));
    answer(404);
    expect(await batches.recent()).toMatchObject([{ firstName: null }]);
    answer(503);
    await expect(batches.recent()).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });

  test.each(['{"ok":true}', 'null', '<html></html>', '{"data":[null]}', '{"data":[{"id":"a","processing_status":"ended"}]}'])(
    'an answer of %s is not taken for an empty list',
    async (body) => {
      server.use(http.get(`${ADDRESS}${PATH}`, () => new HttpResponse(body, { headers: { 'content-type': 'application/json' } })));
      await expect(batches.recent()).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
    },
  );
});
