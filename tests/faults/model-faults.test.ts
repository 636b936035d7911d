import { describe, expect, test } from 'vitest';
import type { Grade } from '#app/protocol/index.ts';
import { Wire } from '../engine/wire.ts';
import { invite, signIn } from '../engine/world.ts';
import { seededRandom } from '../seeded-random.ts';
import { MALFORMED_REPLIES } from './malformed-replies.ts';
import { GOOD, ModelWorld } from './model-world.ts';
import { fails, honest, type Script, type StubRequest, says, statementsIn } from './stub-messages-api.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const GRADED_ONCE = Array.from({ length: 6 }, () => 'grade');

async function grades(world: ModelWorld, screenId: string): Promise<Grade[]> {
  return (await world.events(screenId)).flatMap((event) => (event.type === 'AnswerGraded' ? [event.grade] : []));
}

/** What a grade gives credit for: checks that are met or partly met. */
function credited({ findings }: Grade) {
  return findings.filter(({ kind, verdict }) => kind === 'check' && (verdict === 'met' || verdict === 'partial'));
}

/** The raw reply of every call for this screen that got one, as it lies in the record. */
async function stopReasonsOnRecord(world: ModelWorld, screenId: string): Promise<readonly string[]> {
  const calls = await world.stores.llmCalls.about(screenId);
  return calls.flatMap((call) => (call.status === 'answered' ? [call.reply.rawStopReason] : []));
}

describe('F7: the model is asked too often', () => {
  test('F7 429 with retry-after: no call before that time, and everything is graded once', async () => {
    let limited = true;
    const world = await ModelWorld.create((request) =>
      limited ? fails(429, 'rate_limit_error', { 'retry-after': '30' }) : honest(request),
    );
    const screenId = await world.finishScreen();
    await world.quiet();
    const firstWave = world.calls.length;
    const closedAtMs = world.clock.monotonicMs();
    expect(firstWave).toBeGreaterThan(0);
    limited = false;
    await world.pass(29 * SECOND);
    expect(world.calls).toHaveLength(firstWave);
    await world.pass(2 * MINUTE);
    expect(world.calls.slice(firstWave).every(({ atMs }) => atMs >= closedAtMs + 30 * SECOND)).toBe(true);
    expect(await world.outcomes(screenId)).toEqual(GRADED_ONCE);
  });

  test('F7 five failures in 30 s open the circuit: then none is asked for 30 s, and one alone tries', async () => {
    let limited = true;
    const world = await ModelWorld.create((request) => (limited ? fails(429, 'rate_limit_error') : honest(request)), { lanes: 1 });
    const screens = [await world.finishScreen(), await world.finishScreen()];
    await world.quiet();
    expect(world.calls).toHaveLength(5);
    const openedAtMs = world.calls[4]?.atMs ?? 0;
    await world.pass(openedAtMs + 29 * SECOND - world.clock.monotonicMs());
    expect(world.calls).toHaveLength(5);
    await world.pass(5 * SECOND);
    expect(world.calls).toHaveLength(6);
    limited = false;
    await world.pass(5 * MINUTE);
    for (const screenId of screens) expect(await world.outcomes(screenId)).toEqual(GRADED_ONCE);
  });
});

describe('F8: the model fails half of the time for ten minutes', () => {
  const ways: readonly Script[] = [() => fails(500, 'api_error'), () => fails(529, 'overloaded_error'), () => ({ kind: 'reset' })];

  /**
   * A throw of a coin for each try of each question, the same in every run. With real chance one answer in some 250 needs a seventh attempt
   * (60 runs of 60 answers, one call each: in 46 runs none did; all were graded in time in all of them).
   */
  test.each([1, 2, 3])(
    'F8 500, 529 and resets: all graded within 5 minutes of recovery, at most 6 attempts each (seed %i)',
    async (seed) => {
      const tries = new Map<string, number>();
      const coin = ({ inputHash }: StubRequest) => {
        const asked = (tries.get(inputHash) ?? 0) + 1;
        tries.set(inputHash, asked);
        return seededRandom(Number.parseInt(inputHash.slice(0, 8), 16) + 1_000 * asked + seed)();
      };
      let failing = true;
      const world = await ModelWorld.create(
        (request) => {
          const thrown = coin(request);
          return !failing || thrown < 0.5 ? honest(request) : (ways[Math.floor(6 * (thrown - 0.5))] ?? honest)(request);
        },
        { seed },
      );
      const screens: string[] = [];
      for (let screen = 0; screen < 10; screen++) screens.push(await world.finishScreen());
      await world.pass(10 * MINUTE, SECOND);
      failing = false;
      await world.pass(5 * MINUTE, SECOND);
      for (const screenId of screens) expect(await world.outcomes(screenId)).toEqual(GRADED_ONCE);
      expect(world.attempts.size).toBe(60);
      expect(Math.max(...world.attempts.values())).toBeLessThanOrEqual(6);
    },
  );

  test('F8 no address: graded once the name is known again', async () => {
    let resolves = false;
    const world: ModelWorld = await ModelWorld.create(honest, { baseUrl: () => (resolves ? world.stub.url : 'http://models.invalid') });
    const screenId = await world.finishScreen();
    await world.pass(10 * MINUTE, 5 * SECOND);
    expect(await world.outcomes(screenId)).toEqual([]);
    resolves = true;
    await world.pass(5 * MINUTE, 5 * SECOND);
    expect(await world.outcomes(screenId)).toEqual(GRADED_ONCE);
    expect(Math.max(...world.attempts.values())).toBeLessThanOrEqual(6);
  });

  test('F8 a candidate who writes meanwhile notices nothing: no command refused, no connection lost', async () => {
    const random = seededRandom(8);
    const world = await ModelWorld.create((request) => (random() < 0.5 ? honest(request) : fails(529, 'overloaded_error')), {
      interviewer: 'claude',
    });
    const screenId = '00000000-0000-7000-8000-00000000000c';
    const wire = new Wire(world.world.engine, await signIn(world.world, await invite(world.world, { screenId })));
    await wire.open();
    await wire.begin();
    for (let view = wire.view(); view.phase !== 'wrapping'; view = wire.view()) {
      await world.pass(5 * SECOND);
      view = wire.view();
      if (view.phase === 'asking') await wire.do({ type: 'answer.submit', questionId: view.question.questionId, text: GOOD });
      if (view.phase === 'probing' && view.probe)
        await wire.do({ type: 'probe.skip', questionId: view.question.questionId, probeId: view.probe.probeId });
    }
    expect(wire.ended).toBeNull();
    expect(wire.all('nack')).toEqual([]);
    expect(world.calls.some(({ request }) => request.role === 'interviewer')).toBe(true);
    wire.drop();
  });
});

describe('F9: the model goes silent', () => {
  test.each([
    ['hangs', { kind: 'hang' }],
    ['sends a byte at a time', { kind: 'drip', everyMs: 10 }],
  ] as const)('F9 %s: cut at the limit, lanes freed, all graded within 3 minutes, no socket left', async (_, stuck) => {
    let silent = true;
    const world = await ModelWorld.create((request) => (silent ? stuck : honest(request)), { lanes: 4, realLimitMs: 4_000 });
    const screenId = await world.finishScreen();
    const startedAtMs = world.clock.monotonicMs();
    // Four lanes wait; their leases are renewed for as long as a call may take.
    await world.clock.advance(90 * SECOND);
    expect(world.calls).toHaveLength(4);
    expect(world.stub.stuck.size).toBe(4);
    silent = false;
    await world.quiet();
    await world.stub.allCut();
    expect(world.stub.stuck.size).toBe(0);
    expect(Math.max(...world.calls.map(({ request }) => request.timeoutMs))).toBe(90 * SECOND);
    await world.pass(startedAtMs + 3 * MINUTE - world.clock.monotonicMs());
    expect(await world.outcomes(screenId)).toEqual(GRADED_ONCE);
    expect(Math.max(...world.attempts.values())).toBeLessThanOrEqual(2);
  });
});

describe('F10: the model answers with something else', () => {
  test('F10 there are forty fixtures, each with a name of its own', () => {
    expect(new Set(MALFORMED_REPLIES.map(({ name }) => name)).size).toBe(40);
  });

  test.each(MALFORMED_REPLIES)('F10 $name: no bad grade, at most two repairs', async ({ text, expected }) => {
    const world = await ModelWorld.create((request) => {
      const statements = statementsIn(request.body);
      return statements.length > 0 ? says(text(statements)) : honest(request);
    });
    const screenId = await world.finishScreen(1);
    await world.quiet();
    const outcomes = await world.outcomes(screenId);
    if (expected === 'refused') {
      expect(outcomes).toEqual(['model-output-malformed']);
      expect(world.calls).toHaveLength(3);
    } else {
      expect(outcomes).toEqual(['grade']);
      expect((await grades(world, screenId)).flatMap(credited)).toEqual([]);
    }
    expect(await stopReasonsOnRecord(world, screenId)).toHaveLength(world.calls.length);
  });
});

describe('F11: the model stops for another reason', () => {
  test.each([
    ['end_turn', 'grade', null],
    ['max_tokens', 'model-output-cut', [12_000, 24_000]],
    ['refusal', 'model-refused', [12_000, 12_000]],
    ['model_context_window_exceeded', 'answer-too-long-for-model', [12_000]],
    ['pause_turn', 'model-output-malformed', [12_000]],
    ['tool_use', 'model-output-malformed', [12_000]],
    ['stop_sequence', 'model-output-malformed', [12_000]],
    [null, 'model-output-malformed', [12_000]],
    ['a_reason_of_tomorrow', 'model-output-malformed', [12_000]],
  ])('F11 %s: %s, and every raw reply is on record', async (stopReason, outcome, rooms) => {
    const world = await ModelWorld.create((request) => {
      const sound = honest(request);
      if (sound.kind !== 'respond') return sound;
      return { ...sound, body: JSON.stringify({ ...JSON.parse(sound.body), stop_reason: stopReason }) };
    });
    const screenId = await world.finishScreen(1);
    await world.quiet();
    expect(await world.outcomes(screenId)).toEqual([outcome]);
    if (rooms) expect(world.calls.map(({ request }) => request.maxTokens)).toEqual(rooms);
    expect(await stopReasonsOnRecord(world, screenId)).toEqual(world.calls.map(() => stopReason ?? 'none'));
    const wordings = new Set(world.stub.requests.map(({ body }) => body.system[0]?.text));
    if (stopReason === 'refusal') expect(wordings.size).toBe(2);
  });
});

describe('F12: the model quotes what is not there', () => {
  test.each([
    ['words of its own', 'the candidate clearly explains everything that matters'],
    ['the statement itself', 'Names the thing a and says what it does here.'],
    ['words in another order', 'a thing all of first'],
    ['two places joined', 'First of all thing a And thing c too'],
    ['letters of another alphabet', 'thing \u0430 m\u0430tters bec\u0430use of \u0430'],
    ['letters with marks', 'thi\u0301ng a\u0308 matte\u0301rs'],
    ['letters from the wide block', '\uff54\uff48\uff49\uff4e\uff47 \uff5a matters'],
    ['a replacement character', 'thing a matt\ufffdrs because of a'],
    ['invisible letters and another word', 'thing\u200b z\u200b matters because of z'],
    ['nothing but white space', ' \n\t '],
    ['nothing', ''],
  ])('F12 %s: no credit', async (_, quote) => {
    const world = await ModelWorld.create((request) => {
      const findings = statementsIn(request.body).map(({ check, says: statement }) => ({
        check,
        quotes: statement.startsWith('Names') ? [{ segment: 1, text: quote }] : [],
        reason: 'Plainly there.',
        verdict: statement.startsWith('Names') || statement.includes('at least one written word') ? 'met' : 'not-met',
      }));
      return findings.length > 0 ? says(JSON.stringify({ findings })) : honest(request);
    });
    const screenId = await world.finishScreen(1);
    await world.quiet();
    const [grade] = await grades(world, screenId);
    expect(grade && credited(grade)).toEqual([]);
    for (const { outcome } of grade?.criteria ?? []) expect(outcome).toMatchObject({ kind: 'level', level: 0 });
  });

  test('F12 the same check with the words that stand there earns its credit', async () => {
    const world = await ModelWorld.create(honest);
    const screenId = await world.finishScreen(1);
    await world.quiet();
    const [grade] = await grades(world, screenId);
    expect(grade && credited(grade).length).toBeGreaterThan(0);
  });
});
