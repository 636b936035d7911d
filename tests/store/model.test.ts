import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stores } from '#app/store/index.ts';
import {
  answer,
  append,
  calibration,
  command,
  gradeJob,
  hash,
  link,
  login,
  call as modelCall,
  NOW,
  type Opened,
  reply,
  reportJob,
  summary,
  uuid,
} from './fixtures.ts';
import { newFile, openMemory, openSqlite } from './open.ts';

/** One call on a store, and how it reads in a counterexample. */
interface Call {
  readonly name: string;
  /** `n` counts the calls of a run: for values that must never repeat. */
  run(stores: Stores, n: number): Promise<unknown>;
}
const call = (name: string, run: Call['run']): Call => ({ name, run });

const stream = fc.constantFrom(uuid(1), uuid(2), uuid(3));
const small = fc.integer({ min: 0, max: 4 });
const soon = fc.integer({ min: 0, max: 6 }).map((n) => NOW + n * 100);
const names = ['a', 'b', 'c', 'd'];
const name = fc.constantFrom(...names);
const invitedAt = fc.constantFrom('2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z');

const appends = fc
  .record({
    stream,
    expectedVersion: small,
    texts: fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 3 }),
    generation: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    ledger: fc.option(fc.tuple(small, name), { nil: null }),
    jobs: fc.array(name, { maxLength: 2 }),
    runAtMs: soon,
    invitedAt: fc.option(invitedAt, { nil: null }),
  })
  .map((input) =>
    call(`append ${JSON.stringify(input)}`, ({ events }) =>
      events.append(
        append(input.stream, input.expectedVersion, {
          events: input.texts.map(answer),
          generation: input.generation,
          ledger: input.ledger === null ? null : command(input.ledger[0], input.ledger[1]),
          jobs: input.jobs.map((dedupe) => gradeJob(dedupe, { runAtMs: input.runAtMs })),
          summary: input.invitedAt === null ? null : summary(input.stream, { invitedAt: input.invitedAt, answered: input.texts.length }),
        }),
      ),
    ),
  );

const others = fc.oneof(
  stream.map((id) => call(`nextGeneration ${id}`, ({ events }) => events.nextGeneration(id))),
  fc
    .record({ stream, slot: fc.constantFrom('practice', 'answer:q'), generation: small, rev: small, text: name, atMs: soon })
    .map((draft) => call(`putDraft ${JSON.stringify(draft)}`, ({ live }) => live.putDraft(draft))),
  fc.tuple(stream, fc.nat(9)).map(([id, ms]) => call(`putClock ${id} ${ms}`, ({ live }) => live.putClock(id, ms))),
  fc.tuple(name, soon).map(([dedupe, at]) => call(`enqueue ${dedupe} ${at}`, ({ jobs }) => jobs.enqueue(reportJob(dedupe, at)))),
  fc
    .record({
      kinds: fc.subarray(['grade-answer', 'render-report'] as const),
      owner: name,
      nowMs: soon,
      leaseMs: fc.constantFrom(100, 300),
      untried: fc.boolean(),
    })
    .map((input) => call(`lease ${JSON.stringify(input)}`, ({ jobs }) => jobs.lease(input))),
  fc
    .tuple(
      fc.constantFrom('renew', 'complete', 'retry', 'bury'),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      soon,
      fc.boolean(),
    )
    .map(([verb, id, token, at, fault]) =>
      call(`${verb} ${id} ${token} ${at} ${fault}`, ({ jobs }) => {
        if (verb === 'renew') return jobs.renew(String(id), token, at);
        if (verb === 'retry') return jobs.retry(String(id), token, { runAtMs: at, error: 'again', fault });
        return verb === 'bury' ? jobs.bury(String(id), token, 'no') : jobs.complete(String(id), token);
      }),
    ),
  name.map((owner) => call(`release ${owner}`, ({ jobs }) => jobs.release(owner))),
  fc
    .tuple(name, stream, fc.integer({ min: 1, max: 3 }), soon)
    .map(([token, screenId, generation, expiresAtMs]) =>
      call(`addLink ${token} ${screenId} ${generation} ${expiresAtMs}`, ({ access }) =>
        access.addLink(link(token, { screenId, generation, expiresAtMs })),
      ),
    ),
  fc.tuple(name, fc.option(fc.nat(20), { nil: null }), soon).map(([token, device, nowMs]) =>
    call(`exchange ${token} ${device} ${nowMs}`, ({ access }, n) =>
      access.exchange({
        tokenHash: hash(token),
        login: login(`login ${n}`),
        deviceLoginHash: device === null ? null : hash(`login ${device}`),
        nowMs,
      }),
    ),
  ),
  stream.map((screenId) => call(`revoke ${screenId}`, ({ access }) => access.revoke(screenId))),
  fc
    .tuple(stream, name)
    .map(([candidateId, who]) =>
      call(`put ${candidateId} ${who}`, ({ candidates }) => candidates.put({ candidateId, name: who, email: `${who}@example.org` })),
    ),
);

const cost = fc.option(fc.nat(9), { nil: null });
const records = fc.oneof(
  fc
    .record({ id: name, subject: stream, inputHash: name.map(hash), sentAtMs: soon })
    .map((input) => call(`intend ${JSON.stringify(input)}`, ({ llmCalls }) => llmCalls.intend(modelCall(input.id, input)))),
  fc
    .tuple(name, cost, soon)
    .map(([id, costMicroUsd, at]) =>
      call(`answer ${id} ${costMicroUsd} ${at}`, ({ llmCalls }, n) => llmCalls.answer(id, reply(`reply ${n}`, { costMicroUsd }), at)),
    ),
  fc.tuple(name, soon).map(([id, at]) => call(`fail ${id} ${at}`, ({ llmCalls }, n) => llmCalls.fail(id, `error ${n}`, at))),
  stream.map((subject) => call(`erase ${subject}`, ({ llmCalls }) => llmCalls.erase(subject))),
  fc
    .record({ id: name, createdAtMs: soon, callIds: fc.array(name, { maxLength: 2 }) })
    .map((batch) => call(`intendBatch ${JSON.stringify(batch)}`, ({ llmCalls }) => llmCalls.intendBatch(batch))),
  name.map((id) => call(`bindBatch ${id}`, ({ llmCalls }, n) => llmCalls.bindBatch(id, `provider ${n}`))),
  name.map((id) => call(`closeBatch ${id}`, ({ llmCalls }) => llmCalls.closeBatch(id))),
  fc
    .tuple(small, name, invitedAt)
    .map(([id, model, at]) =>
      call(`calibrate ${id} ${model} ${at}`, ({ calibrations }) => calibrations.record(calibration(uuid(id), { model }, { at }))),
    ),
);

/** Everything that can be read. */
async function contents({ events, screens, candidates, live, access, jobs, llmCalls, calibrations }: Stores): Promise<unknown> {
  const streams = [uuid(1), uuid(2), uuid(3)];
  const all = <T>(read: (id: string) => Promise<T>) => Promise.all(streams.map(read));
  return {
    streams: await events.streams(),
    events: await all((id) => events.read(id)),
    commands: await all((id) => Promise.all([0, 1, 2, 3, 4].map((n) => events.findCommand(id, uuid(n))))),
    screens: await screens.list({ limit: 10 }),
    answered: await screens.list({ status: ['in-progress'], limit: 2 }),
    candidates: await candidates.findMany(streams),
    drafts: await all((id) => live.drafts(id)),
    revisions: await all((id) => live.revisions(id)),
    clocks: await all((id) => live.clock(id)),
    generations: await all((id) => access.latestGeneration(id)),
    logins: await Promise.all(Array.from({ length: 72 }, (_, n) => access.findLogin(hash(`login ${n}`), NOW))),
    links: await Promise.all(names.map((token) => access.findLink(hash(token)))),
    counts: await jobs.counts(),
    next: await jobs.nextRunAtMs(),
    calls: await all((id) => llmCalls.about(id)),
    replies: await Promise.all(names.map((asked) => llmCalls.findReply(hash(asked)))),
    spent: await Promise.all([0, NOW + 200, NOW + 400].map((sinceMs) => llmCalls.spentMicroUsd(sinceMs))),
    batches: await llmCalls.openBatches(),
    calibrations: await calibrations.all(),
    newest: await Promise.all(names.map((model) => calibrations.find(calibration(uuid(1), { model }).tuple))),
  };
}

describe('memory and SQLite', () => {
  it('[ES40] answer any sequence of calls alike', async () => {
    const turns = fc.array(
      fc.array(fc.oneof({ weight: 2, arbitrary: appends }, { weight: 3, arbitrary: others }, { weight: 3, arbitrary: records }), {
        minLength: 1,
        maxLength: 6,
      }),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(turns, async (calls) => {
        const memory = openMemory();
        const sqlite = openSqlite(newFile());
        try {
          let n = 0;
          for (const turn of calls) {
            const first = n;
            const runTurn = ({ stores }: Opened) => Promise.all(turn.map((each, index) => each.run(stores, first + index)));
            const [expected, actual] = await Promise.all([runTurn(memory), runTurn(sqlite)]);
            n += turn.length;
            expect(actual, turn.map((each) => each.name).join('\n')).toEqual(expected);
          }
          expect(await contents(sqlite.stores)).toEqual(await contents(memory.stores));
          expect(sqlite.commits).toEqual(memory.commits);
        } finally {
          await sqlite.stores.close();
        }
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
