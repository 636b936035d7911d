import { delay, HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClaudeLlm, modelsByRole } from '#app/adapters/index.ts';
import { createClaudeGrader } from '#app/grading/index.ts';
import type { Llm } from '#app/ports/index.ts';
import { gradeIn, gradeText, levelsOf } from '../grading/fixture.ts';
import { READABLE_WORDS } from '../grading/scripted-llm.ts';
import { ADDRESS, error, message, options, request, sentRequest } from './claude-wire.ts';

const URL = `${ADDRESS}/v1/messages`;
const server = setupServer();
let llm: Llm;
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
  // The SDK takes hold of fetch when it is made, so it is made after msw has put its own in place.
  llm = createClaudeLlm(options);
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

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

describe('a reply', () => {
  test('comes with stop reason, model, usage and request id', async () => {
    answers(message(), { headers: { 'request-id': 'req_42' } });
    expect(await llm.complete(request)).toEqual({
      stopReason: 'end_turn',
      rawStopReason: 'end_turn',
      text: '{"findings":[]}',
      model: 'claude-served',
      usage: { inputTokens: 12, outputTokens: 34, cacheReadTokens: 56, cacheWriteTokens: 0 },
      costMicroUsd: null,
      requestId: 'req_42',
    });
  });

  test('is asked for with structured output, a cache mark on every stable block, the key and nothing else', async () => {
    const bodies: unknown[] = [];
    const headers: string[] = [];
    server.use(
      http.post(URL, async ({ request: sent }) => {
        bodies.push(await sent.json());
        headers.push(...[...sent.headers].flat());
        return HttpResponse.json(message());
      }),
    );
    await llm.complete(request);
    expect(bodies).toEqual([sentRequest]);
    expect(headers.some((value) => value.includes('test-key'))).toBe(true);
    expect(JSON.stringify([bodies, headers])).not.toContain(request.subject);
  });

  test.each([
    [1, 'T'],
    [4, 'TTTT'],
    [6, '..TTTT'],
  ])('of %d stable blocks the last four at most are marked for caching', async (count, marks) => {
    let system: { cache_control?: unknown }[] = [];
    server.use(
      http.post(URL, async ({ request: sent }) => {
        ({ system } = (await sent.json()) as { system: typeof system });
        return HttpResponse.json(message());
      }),
    );
    await llm.complete({ ...request, system: Array.from({ length: count }, (_, index) => `Block ${index}.`) });
    expect(system.map((block) => (block.cache_control ? 'T' : '.')).join('')).toBe(marks);
  });

  test('comes from the model of the role', async () => {
    const models: unknown[] = [];
    server.use(
      http.post(URL, async ({ request: sent }) => {
        models.push(((await sent.json()) as { model: unknown }).model);
        return HttpResponse.json(message());
      }),
    );
    const roles = ['grader', 'panel', 'interviewer', 'entailment'] as const;
    const each = createClaudeLlm({ ...options, models: { grader: 'm-1', panel: 'm-2', interviewer: 'm-3', entailment: 'm-4' } });
    for (const role of roles) await each.complete({ ...request, role });
    for (const role of roles) await llm.complete({ ...request, role });
    const byDefault = modelsByRole({});
    expect(models).toEqual(['m-1', 'm-2', 'm-3', 'm-4', ...roles.map((role) => byDefault[role])]);
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
      await createClaudeLlm({ ...options, apiKey: null }).complete(request);
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
    ['a block that is none', [null, { type: 'text' }, { type: 'text', text: 'T', citations: null }], ''],
  ])('%s', async (_, content, text) => {
    answers(message({ content }));
    expect((await llm.complete(request)).text).toBe(text);
  });
});

describe('the cost of a reply', () => {
  const USAGE = { input_tokens: 12, output_tokens: 34, cache_read_input_tokens: 56, cache_creation_input_tokens: 8 };
  const costAt = async (baseUrl: string | null, over: Record<string, unknown>) => {
    server.use(http.post('*/v1/messages', () => HttpResponse.json(message({ model: 'claude-sonnet-5-5', usage: USAGE, ...over }))));
    return (await createClaudeLlm({ ...options, baseUrl }).complete(request)).costMicroUsd;
  };

  test.each([
    // 24 + 340 + 5.6 + 20
    ['the model that answered', {}, 390],
    // 1.2 + 17 + 0.56 + 1
    ['another than was asked for', { model: 'claude-haiku-5-5' }, 20],
    ['a dated id', { model: 'claude-sonnet-5-5-20260928' }, 390],
    // 389.6 and a tenth: 428.56
    ['inference in the United States', { usage: { ...USAGE, inference_geo: 'us' } }, 429],
    ['a model without a known price', { model: 'claude-served' }, null],
  ])('at the address of the API: %s', async (_, over, cost) => {
    expect(await costAt(null, over)).toBe(cost);
    expect(await costAt('https://api.anthropic.com', over)).toBe(cost);
  });

  test.each(['https://models.test', 'https://api.anthropic.com.models.test', 'http://localhost:8000'])(
    'is not known at %s, whatever the model is called there',
    async (baseUrl) => {
      expect(await costAt(baseUrl, {})).toBeNull();
    },
  );
});

describe('a failure', () => {
  test.each([
    [429, 'rate_limit_error', 'transient'],
    [500, 'api_error', 'transient'],
    [503, 'api_error', 'transient'],
    [529, 'overloaded_error', 'transient'],
    [408, 'timeout_error', 'transient'],
    [504, 'timeout_error', 'transient'],
    [409, 'conflict_error', 'transient'],
    [401, 'authentication_error', 'unauthorized'],
    [402, 'billing_error', 'unauthorized'],
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

  const DATE = 'Wed, 21 Oct 2026 07:28:00 GMT';
  test.each<[Record<string, string>, number | null]>([
    [{ 'retry-after': '30' }, 30_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after-ms': '1500', 'retry-after': '7' }, 1_500],
    [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:29:30 GMT', date: DATE }, 90_000],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT', date: DATE }, 0],
    [{ 'retry-after': DATE }, null],
    [{ 'retry-after': 'soon', date: DATE }, null],
    [{ 'retry-after': '-5' }, null],
    [{ 'retry-after': '1e3' }, null],
    [{ 'retry-after': '7 apples' }, null],
    [{}, null],
  ])('429 with %o says when to come back', async (headers, retryAfterMs) => {
    answers(error('rate_limit_error'), { status: 429, headers });
    await expect(llm.complete(request)).rejects.toMatchObject({ kind: 'transient', retryAfterMs });
  });

  test.each([500, 503, 529])('%d may say so too', async (status) => {
    answers(error('overloaded_error'), { status, headers: { 'retry-after': '12' } });
    await expect(llm.complete(request)).rejects.toMatchObject({ kind: 'transient', retryAfterMs: 12_000 });
  });

  test('a server that never answers is given up when the time of the request is over', async () => {
    server.use(http.post(URL, async () => delay('infinite')));
    await expect(llm.complete({ ...request, timeoutMs: 20 })).rejects.toMatchObject({
      kind: 'transient',
      message: 'The model did not answer in time.',
    });
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
    ['a message without a model', JSON.stringify(message({ model: undefined })), 'application/json'],
    ['a message without usage', JSON.stringify(message({ usage: null })), 'application/json'],
    ['a negative number of tokens', JSON.stringify(message({ usage: { input_tokens: -1, output_tokens: 1 } })), 'application/json'],
    ['tokens in words', JSON.stringify(message({ usage: { input_tokens: 'ten', output_tokens: 1 } })), 'application/json'],
  ])('%s with status 200 is transient', async (_, body, type) => {
    answers(body, { headers: { 'content-type': type } });
    await expect(llm.complete(request)).rejects.toMatchObject({ name: 'LlmFailure', kind: 'transient' });
  });
});

describe('with the grader on top', () => {
  const TICKET = 'The ticket feature is written after the customer has cancelled, so nobody knows it at prediction time.';
  const NAME = 'Ada Example';
  const grade = (text: string) => gradeText(text, createClaudeGrader({ llm, model: options.models.grader, passes: 1 }));

  interface Sent {
    readonly model: string;
    readonly system: { text: string; cache_control?: unknown }[];
    readonly messages: { content: string }[];
  }

  interface Confirmed {
    readonly item: string;
    readonly statement: string;
    readonly quotes: readonly string[];
  }

  /** The JSON between the two tags at the end of the message. */
  function fencedIn(sent: Sent): Confirmed[] {
    return JSON.parse(sent.messages[0]?.content.split('\n').at(-2) ?? '');
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

  const LEAK = 'a feature holds information from after';
  /** Finds the leak met with these words, and that a word was written at all; asked again, it finds the leak in them and nothing else. */
  const metWith = (words: string) => (sent: Sent) => {
    const [, rubric] = sent.system;
    if (!rubric) {
      const isShown = ({ statement, quotes }: Confirmed) => statement.includes(LEAK) && quotes.includes(words);
      return JSON.stringify({ items: fencedIn(sent).map((each) => ({ item: each.item, answer: isShown(each) ? 'yes' : 'no' })) });
    }
    const block = rubric.text;
    const statements = JSON.parse(block.slice(block.indexOf('[\n'))) as { check: string; says: string }[];
    const findings = statements.map(({ check, says }) => {
      const isLeakage = says.includes(LEAK);
      const isMet = isLeakage || says.includes(READABLE_WORDS);
      return { check, quotes: isLeakage ? [{ segment: 1, text: words }] : [], reason: '', verdict: isMet ? 'met' : 'not-met' };
    });
    return JSON.stringify({ findings });
  };

  test('a quote that stands in the answer earns its points; the fenced answer comes last and no name is sent', async () => {
    const bodies = replying(metWith('written after the customer has cancelled'));
    const graded = gradeIn(await grade(`${TICKET} Beyond that I would ask how customers open tickets in production.`));
    expect(levelsOf(graded)).toEqual({ causes: 2, tests: 0 });
    expect(graded.grader.model).toBe('claude-served');
    const [body, confirmation] = bodies;
    expect(bodies).toHaveLength(2);
    expect(confirmation?.model).toBe(options.models.entailment);
    expect(JSON.stringify(confirmation)).not.toContain('Beyond that');
    expect(body?.messages).toHaveLength(1);
    expect(body?.messages[0]?.content).toMatch(/\n<\/candidate_answer_[0-9a-f]{32}>$/);
    expect(body?.system.map((block) => block.cache_control)).toEqual([{ type: 'ephemeral' }, { type: 'ephemeral' }]);
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
