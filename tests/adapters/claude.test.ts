import { type AddressInfo, createServer, type Socket } from 'node:net';
import { delay, HttpResponse, http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClaudeLlm, DEFAULT_MODELS } from '#app/adapters/index.ts';
import { createClaudeGrader } from '#app/grading/index.ts';
import type { Llm, LlmRequest } from '#app/ports/index.ts';
import { gradeIn, gradeText, levelsOf } from '../grading/fixture.ts';

const URL = 'https://models.test/v1/messages';
const server = setupServer();
let llm: Llm;
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  // The SDK takes hold of fetch when it is made, so it is made after msw has put its own in place.
  llm = createClaudeLlm({ apiKey: 'test-key', baseUrl: 'https://models.test', models: DEFAULT_MODELS });
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const request: LlmRequest = {
  role: 'grader',
  system: ['Instructions.', 'Rubric.'],
  user: 'Answer.',
  schema: { type: 'object' },
  maxTokens: 500,
  timeoutMs: 5_000,
};

/** A message as the API writes it. */
function message(over: Record<string, unknown> = {}) {
  return {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-served',
    content: [{ type: 'text', text: '{"findings":[]}', citations: null }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 12, output_tokens: 34, cache_read_input_tokens: 56, cache_creation_input_tokens: null },
    ...over,
  };
}

function answers(body: Record<string, unknown> | string, init: { status?: number; headers?: Record<string, string> } = {}) {
  let calls = 0;
  server.use(
    http.post(URL, () => {
      calls++;
      return typeof body === 'string' ? new HttpResponse(body, init) : HttpResponse.json(body, init);
    }),
  );
  return { calls: () => calls };
}

const error = (type: string) => ({ type: 'error', error: { type, message: 'Something about the request.' } });

describe('a reply', () => {
  test('comes with stop reason, model, usage and request id', async () => {
    answers(message(), { headers: { 'request-id': 'req_42' } });
    expect(await llm.complete(request)).toEqual({
      stopReason: 'end_turn',
      rawStopReason: 'end_turn',
      text: '{"findings":[]}',
      model: 'claude-served',
      usage: { inputTokens: 12, outputTokens: 34, cacheReadTokens: 56, cacheWriteTokens: 0 },
      requestId: 'req_42',
    });
  });

  test('is asked for with the model of the role, structured output and one cache mark on the last stable block', async () => {
    const bodies: Record<string, unknown>[] = [];
    const headers: Headers[] = [];
    server.use(
      http.post(URL, async ({ request: sent }) => {
        bodies.push((await sent.json()) as Record<string, unknown>);
        headers.push(sent.headers);
        return HttpResponse.json(message());
      }),
    );
    await llm.complete(request);
    await llm.complete({ ...request, role: 'interviewer' });
    expect(bodies[0]).toEqual({
      model: DEFAULT_MODELS.grader,
      max_tokens: 500,
      system: [
        { type: 'text', text: 'Instructions.' },
        { type: 'text', text: 'Rubric.', cache_control: { type: 'ephemeral' } },
      ],
      messages: [{ role: 'user', content: 'Answer.' }],
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
    });
    expect(bodies[1]?.model).toBe(DEFAULT_MODELS.interviewer);
    expect([...(headers[0]?.values() ?? [])].some((value) => value.includes('test-key'))).toBe(true);
  });

  test('a server that asks for no key is sent none that lies in the environment', async () => {
    const seen: string[] = [];
    server.use(
      http.post(URL, ({ request: sent }) => {
        seen.push(...sent.headers.values());
        return HttpResponse.json(message());
      }),
    );
    const before = process.env.ANTHROPIC_API_KEY;
    process.env.ANTHROPIC_API_KEY = 'from-the-environment';
    try {
      await createClaudeLlm({ apiKey: null, baseUrl: 'https://models.test', models: DEFAULT_MODELS }).complete(request);
    } finally {
      if (before === undefined) delete process.env.ANTHROPIC_API_KEY;
      else process.env.ANTHROPIC_API_KEY = before;
    }
    expect(seen.join()).not.toContain('from-the-environment');
  });

  test.each([
    ['end_turn', 'end_turn'],
    ['max_tokens', 'max_tokens'],
    ['refusal', 'refusal'],
    ['model_context_window_exceeded', 'context_window_exceeded'],
    ['stop_sequence', 'other'],
    ['tool_use', 'other'],
    ['pause_turn', 'other'],
    ['some_new_reason', 'other'],
    [null, 'other'],
  ])('stop reason %s is %s', async (raw, stopReason) => {
    answers(message({ stop_reason: raw }));
    expect(await llm.complete(request)).toMatchObject({ stopReason, rawStopReason: raw ?? 'none' });
  });

  test.each([
    [
      'thinking before it',
      [
        { type: 'thinking', thinking: 'hm', signature: 's' },
        { type: 'text', text: 'T', citations: null },
      ],
      'T',
    ],
    ['no text at all', [], ''],
    [
      'two texts',
      [
        { type: 'text', text: 'a', citations: null },
        { type: 'text', text: 'b', citations: null },
      ],
      '',
    ],
  ])('%s', async (_, content, text) => {
    answers(message({ content }));
    expect((await llm.complete(request)).text).toBe(text);
  });
});

describe('a failure', () => {
  test.each([
    [429, 'rate_limit_error', 'transient'],
    [500, 'api_error', 'transient'],
    [503, 'api_error', 'transient'],
    [529, 'overloaded_error', 'transient'],
    [408, 'timeout_error', 'transient'],
    [401, 'authentication_error', 'unauthorized'],
    [403, 'permission_error', 'unauthorized'],
    [400, 'invalid_request_error', 'permanent'],
    [404, 'not_found_error', 'permanent'],
    [413, 'request_too_large', 'permanent'],
  ])('%d (%s) is %s, after one request', async (status, type, kind) => {
    const { calls } = answers(error(type), { status });
    await expect(llm.complete(request)).rejects.toMatchObject({
      name: 'LlmFailure',
      kind,
      retryAfterMs: null,
      message: `The model's server answered ${status} (${type}).`,
    });
    expect(calls()).toBe(1);
  });

  test.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after-ms': '1500', 'retry-after': '7' }, 1_500],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, null],
  ])('429 with %o says when to come back', async (headers, retryAfterMs) => {
    answers(error('rate_limit_error'), { status: 429, headers: headers as unknown as Record<string, string> });
    await expect(llm.complete(request)).rejects.toMatchObject({ kind: 'transient', retryAfterMs });
  });

  test('a server that never answers is given up when the time of the request is over', async () => {
    server.use(http.post(URL, async () => delay('infinite')));
    await expect(llm.complete({ ...request, timeoutMs: 20 })).rejects.toMatchObject({
      kind: 'transient',
      message: 'The model did not answer in time.',
    });
  });

  /** A server of bare sockets, for what a mock of fetch cannot show. */
  async function withSocket<T>(onRequest: (socket: Socket) => void, use: (baseUrl: string) => Promise<T>): Promise<T> {
    const sockets = new Set<Socket>();
    const bare = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('data', () => onRequest(socket));
    });
    await new Promise<void>((ready) => bare.listen(0, '127.0.0.1', ready));
    const { port } = bare.address() as AddressInfo;
    server.use(http.all(`http://127.0.0.1:${port}/*`, () => passthrough()));
    try {
      return await use(`http://127.0.0.1:${port}`);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => bare.close(closed));
    }
  }
  const HEADERS = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"id":';
  const at = (baseUrl: string) => createClaudeLlm({ apiKey: 'test-key', baseUrl, models: DEFAULT_MODELS });

  test('so is one that sends headers and never the rest of the body', async () => {
    await withSocket(
      (socket) => socket.write(HEADERS),
      (baseUrl) =>
        expect(at(baseUrl).complete({ ...request, timeoutMs: 300 })).rejects.toMatchObject({
          kind: 'transient',
          message: 'The model did not answer in time.',
        }),
    );
  });

  test.each([
    ['before the headers', ''],
    ['in the middle of the body', HEADERS],
  ])('a connection that is reset %s is transient', async (_, sent) => {
    await withSocket(
      (socket) => (sent === '' ? socket.resetAndDestroy() : socket.write(sent, () => socket.resetAndDestroy())),
      (baseUrl) =>
        expect(at(baseUrl).complete(request)).rejects.toMatchObject({
          kind: 'transient',
          message: "The connection to the model's server failed.",
        }),
    );
  });

  test('a call that is given up ends at once', async () => {
    const giveUp = new AbortController();
    server.use(
      http.post(URL, async () => {
        giveUp.abort();
        await delay('infinite');
      }),
    );
    await expect(llm.complete({ ...request, signal: giveUp.signal })).rejects.toMatchObject({
      kind: 'transient',
      message: 'The call was given up.',
    });
  });

  test('a connection that breaks is transient', async () => {
    server.use(http.post(URL, () => HttpResponse.error()));
    await expect(llm.complete(request)).rejects.toMatchObject({
      kind: 'transient',
      message: "The connection to the model's server failed.",
    });
  });

  test.each([
    ['half a body', '{"id":"msg_01","content":[', 'application/json'],
    ['a page of a proxy', '<html>Welcome</html>', 'text/html'],
    ['another object', '{"ok":true}', 'application/json'],
    ['null', 'null', 'application/json'],
  ])('%s with status 200 is transient', async (_, body, type) => {
    answers(body, { headers: { 'content-type': type } });
    await expect(llm.complete(request)).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });
});

describe('with the grader on top', () => {
  const TICKET = 'The ticket feature is written after the customer has cancelled, so nobody knows it at prediction time.';
  const NAME = 'Ada Example';
  const grade = (text: string) => gradeText(text, createClaudeGrader({ llm, model: DEFAULT_MODELS.grader }));

  interface Sent {
    readonly system: { text: string; cache_control?: unknown }[];
    readonly messages: { content: string }[];
    readonly output_config: { format: { schema: { properties: { findings: { items: { properties: { check: { enum: string[] } } } } } } } };
  }

  function replying(text: (sent: Sent) => string) {
    const bodies: Sent[] = [];
    server.use(
      http.post(URL, async ({ request: sent }) => {
        const body = (await sent.json()) as Sent;
        bodies.push(body);
        return HttpResponse.json(message({ content: [{ type: 'text', text: text(body), citations: null }] }));
      }),
    );
    return bodies;
  }

  /** Says of every statement that it is met, with these words. */
  const metWith = (words: string) => (sent: Sent) =>
    JSON.stringify({
      findings: sent.output_config.format.schema.properties.findings.items.properties.check.enum.map((check) => {
        const says = sent.system[1]?.text ?? '';
        const isLeakage =
          says
            .slice(says.indexOf(`"${check}"`))
            .split('\n')[1]
            ?.includes('a feature holds information from after') ?? false;
        return { check, quotes: isLeakage ? [{ segment: 1, text: words }] : [], reason: '', verdict: isLeakage ? 'met' : 'not-met' };
      }),
    });

  test('a quote that stands in the answer earns its points; the fenced answer comes last and no name is sent', async () => {
    const bodies = replying(metWith('written after the customer has cancelled'));
    const graded = gradeIn(await grade(`${TICKET} Beyond that I would ask how customers open tickets in production.`));
    expect(levelsOf(graded)).toEqual({ causes: 2, tests: 0 });
    expect(graded.grader.model).toBe('claude-served');
    const [body] = bodies;
    expect(body?.messages).toHaveLength(1);
    expect(body?.messages[0]?.content).toMatch(/\n<\/candidate_answer_[0-9a-f]{32}>$/);
    expect(body?.system.map((block) => block.cache_control)).toEqual([undefined, { type: 'ephemeral' }]);
    expect(JSON.stringify(body?.system)).not.toContain('ticket feature is written');
    expect(JSON.stringify(body)).not.toContain(NAME);
  });

  test('a fabricated quote earns nothing', async () => {
    replying(metWith('the feature obviously leaks the future'));
    const graded = gradeIn(await grade(`${TICKET} Beyond that I would ask how customers open tickets in production.`));
    expect(levelsOf(graded)).toEqual({ causes: 0, tests: 0 });
    expect(graded.flags).toEqual(['quotes-rejected']);
  });

  test.each([
    ['no JSON', () => 'The answer is good.'],
    ['a schema of its own', () => '{"score":4}'],
    ['5 MB', () => `{"findings":["${'x'.repeat(5_000_000)}"]}`],
  ])('%s three times needs a person', async (_, text) => {
    const bodies = replying(text);
    expect(await grade(TICKET)).toMatchObject({ kind: 'needs-person', reason: 'model-output-malformed' });
    expect(bodies).toHaveLength(3);
  });
});
