import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '#app/ports/index.ts';
import { Wire } from './wire.ts';
import { asked, connected, createWorld, expectOk, invite, SCREEN_ID, signIn } from './world.ts';

describe('frames', () => {
  test.each([
    ['not JSON', '{'],
    ['an array', '[]'],
    ['nested too deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['too long', JSON.stringify({ t: 'hb', n: 1, tSent: 1, x: 'y'.repeat(70_000) })],
    ['of an unknown kind', '{"t":"history","turns":[]}'],
    ['with an unknown field', '{"t":"hb","n":1,"tSent":1,"score":4}'],
    ['with a prototype key', '{"t":"hb","n":1,"tSent":1,"__proto__":{"a":1}}'],
    ['with a number that is none', '{"t":"hb","n":1e999,"tSent":1}'],
  ])('[PR4] a frame that is %s is refused, and the third one ends the connection', async (_name, text) => {
    const { wire } = await connected(createWorld());
    await wire.sendRaw(text);
    expect(wire.last('error')?.code).toBe('bad_frame');
    expect(wire.ended).toBeNull();
    await wire.sendRaw(text);
    await wire.sendRaw(text);
    expect(wire.ended).toBe('bad_frame');
  });

  test('[PR4] a client that sends history, an index, another screen or a score is refused', async () => {
    const { wire } = await asked(createWorld());
    const cid = randomUUID();
    for (const forged of [
      { type: 'answer.submit', questionId: 'question-1', text: 'x', history: [] },
      { type: 'answer.submit', questionIndex: 3, text: 'x' },
      { type: 'screen.start', screenId: randomUUID() },
    ]) {
      const before = wire.frames.length;
      await wire.sendRaw(JSON.stringify({ t: 'cmd', cid, gen: wire.gen, command: forged }));
      expect(wire.frames.slice(before).map((frame) => frame.t)).toEqual(['error']);
    }
  });
});

describe('opening', () => {
  test('[PR10] the server speaks first, with its limits', async () => {
    const world = createWorld();
    await world.engine.start();
    const session = await signIn(world, await invite(world));
    expect(new Wire(world.engine, session).frames).toMatchObject([{ t: 'hello', proto: 1, hbMs: 15_000, maxFrame: 65_536, window: 8 }]);
  });

  test('[PR11] open comes in time, once, in this protocol, with the nonce of the login', async () => {
    const world = createWorld();
    await world.engine.start();
    const session = await signIn(world, await invite(world));
    const silent = new Wire(world.engine, session);
    await world.clock.advance(4_999);
    expect(silent.ended).toBeNull();
    await world.clock.advance(1);
    expect(silent.ended).toBe('open_timeout');

    const old = new Wire(world.engine, session);
    await old.open({ proto: 99 });
    expect(old.ended).toBe('unsupported_protocol');

    const forger = new Wire(world.engine, session);
    await forger.open({ nonce: 'guessed' });
    expect(forger.ended).toBe('forbidden');

    const wire = new Wire(world.engine, session);
    await wire.open();
    await wire.open();
    expect(wire.all('welcome')).toHaveLength(1);
    expect(wire.last('error')?.code).toBe('bad_frame');
    const early = new Wire(world.engine, session);
    await early.sendRaw(JSON.stringify({ t: 'cmd', cid: randomUUID(), gen: 1, command: { type: 'screen.start' } }));
    expect(early.last('error')?.code).toBe('bad_frame');
  });

  test('[PR13] resuming replays exactly what was missed, and nothing the second time', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    const known = wire.all('ev').at(-1)?.seq ?? 0;
    await wire.do({ type: 'screen.pause' });
    await wire.do({ type: 'screen.resume' });
    wire.drop();
    const again = new Wire(world.engine, session, wire.tabId);
    await again.open({ lastSeq: known, epoch: 'epoch-1' });
    expect(again.last('welcome')).toMatchObject({ mode: 'resume', lastSeq: known + 2 });
    expect(again.all('ev').map((frame) => frame.seq)).toEqual([known + 1, known + 2]);
    again.drop();
    const third = new Wire(world.engine, session, wire.tabId);
    await third.open({ lastSeq: known + 2, epoch: 'epoch-1' });
    expect(third.all('ev')).toEqual([]);
  });

  test.each([
    ['another epoch', { epoch: 'before-the-restore', lastSeq: 2 }],
    ['no epoch', { epoch: null, lastSeq: 0 }],
    ['a lastSeq beyond the log', { epoch: 'epoch-1', lastSeq: 9_999 }],
  ])('[PR14] with %s everything is told again, from 1', async (_name, known) => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    wire.drop();
    const again = new Wire(world.engine, session, wire.tabId);
    await again.open(known);
    const welcome = again.last('welcome');
    expect(welcome?.mode).toBe('full');
    expect(again.all('ev').map((frame) => frame.seq)).toEqual(Array.from({ length: welcome?.lastSeq ?? 0 }, (_, index) => index + 1));
  });

  test('[PR18] seq is contiguous, and only the newest event of a batch carries the view', async () => {
    const { wire } = await asked(createWorld());
    await wire.finish((questionId) => `About ${questionId}: thing a matters because of a, and thing b matters too.`);
    const events = wire.all('ev');
    expect(events.map((frame) => frame.seq)).toEqual(events.map((_, index) => index + 1));
    expect(wire.view().phase).toBe('finished');
  });
});

describe('commands', () => {
  test('[PR15] the ack comes before the events of its command', async () => {
    const { wire } = await asked(createWorld());
    const before = wire.frames.length;
    await wire.do({ type: 'screen.pause' });
    expect(wire.frames.slice(before).map((frame) => frame.t)).toEqual(['ack', 'ev']);
  });

  test('[PR16] a repeated command is answered with the first outcome, fifty times, and done once', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    const view = wire.view();
    if (view.phase !== 'asking') throw new Error('no question');
    const cid = randomUUID();
    const submit = { type: 'answer.submit', questionId: view.question.questionId, text: 'thing a matters because of a' } as const;
    const first = await wire.command(submit, cid);
    expect(first).toMatchObject({ t: 'ack', dup: false });
    for (let repeat = 0; repeat < 50; repeat++) {
      expect(await wire.command(submit, cid)).toMatchObject({ t: 'ack', dup: true, seq: first.t === 'ack' ? first.seq : null });
    }
    expect(await wire.command({ ...submit, text: 'something else' }, cid)).toMatchObject({ t: 'nack', code: 'command_id_reused' });
    const events = await world.events.read(SCREEN_ID);
    expect(events.filter(({ event }) => event.type === 'AnswerGiven')).toHaveLength(1);
  });

  test('[PR16] after a takeover the same command id is still recognised: the ledger is read before the fence', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    const cid = randomUUID();
    await wire.command({ type: 'screen.pause' }, cid);
    const second = new Wire(world.engine, session);
    await second.open({ takeover: true });
    expect(await second.command({ type: 'screen.pause' }, cid)).toMatchObject({ t: 'ack', dup: true });
  });

  test('[PR17] a refused command may be sent again under its id', async () => {
    const { wire } = await connected(createWorld());
    const cid = randomUUID();
    expect(await wire.command({ type: 'screen.start' }, cid)).toMatchObject({ t: 'nack', code: 'wrong_phase' });
    const view = wire.view();
    await wire.do({ type: 'notice.acknowledge', noticeHash: view.phase === 'invited' ? view.notice.hash : '' });
    await wire.do({ type: 'practice.finish', text: '' });
    expect(await wire.command({ type: 'screen.start' }, cid)).toMatchObject({ t: 'ack', dup: false });
  });

  test('[PR27] a store that cannot write is answered busy; the resend succeeds', async () => {
    const world = createWorld();
    let failing = false;
    const faulty = createWorld({
      ...world,
      events: new Proxy(world.events, {
        get: (target, name) => {
          if (name === 'append' && failing) return () => Promise.reject(new StoreUnavailable('disk full'));
          const member = Reflect.get(target, name) as unknown;
          return typeof member === 'function' ? member.bind(target) : member;
        },
      }),
    });
    const { wire } = await asked(faulty);
    const cid = randomUUID();
    failing = true;
    expect(await wire.command({ type: 'screen.pause' }, cid)).toMatchObject({ t: 'nack', code: 'busy' });
    failing = false;
    expect(wire.ended).toBeNull();
    expect(await wire.command({ type: 'screen.pause' }, cid)).toMatchObject({ t: 'ack', dup: false });
  });
});

describe('two tabs', () => {
  test('[PR19] the second tab is told; when it takes over, the first can write nothing more', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    const second = new Wire(world.engine, session);
    await second.open();
    expect(second.last('bye')?.code).toBe('open_elsewhere');
    expect(second.ended).toBe('open_elsewhere');
    expect(wire.ended).toBeNull();

    const third = new Wire(world.engine, session);
    await third.open({ takeover: true });
    expect(third.gen).toBeGreaterThan(wire.gen);
    expect(wire.last('bye')?.code).toBe('open_elsewhere');
    const before = (await world.events.read(SCREEN_ID)).length;
    const framesBefore = wire.frames.length;
    await wire.sendRaw(JSON.stringify({ t: 'cmd', cid: randomUUID(), gen: wire.gen, command: { type: 'screen.pause' } }));
    expect(wire.frames).toHaveLength(framesBefore);
    expect((await world.events.read(SCREEN_ID)).length).toBe(before);
  });

  test('[PR19] the same tab comes back without asking, even while its old connection seems alive', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    const again = new Wire(world.engine, session, wire.tabId);
    await again.open();
    expect(again.last('welcome')).toBeDefined();
    expect(wire.ended).toBe('open_elsewhere');
  });

  test('[PR12] a command of an older generation is refused, even on a newer connection, and writes nothing', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    const oldGen = wire.gen;
    wire.drop();
    const again = new Wire(world.engine, session, wire.tabId);
    await again.open();
    expect(await again.command({ type: 'screen.pause' }, randomUUID(), oldGen)).toMatchObject({ t: 'nack', code: 'superseded' });
    expect(again.view().phase).toBe('asking');
    expect(await again.command({ type: 'screen.pause' })).toMatchObject({ t: 'ack' });
  });
});

describe('heartbeat', () => {
  test('[PR20] a silent client is cut after two missed replies, within 36 s of its last one', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    wire.answersHeartbeats = false;
    await world.clock.advance(54_000);
    expect(wire.ended).toBe('cut');
    expect(wire.all('hb').length).toBe(2);
  });

  test('[PR20] one that answers stays, and its own heartbeats are answered with the remaining time', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    for (let beat = 0; beat < 6; beat++) {
      await world.clock.advance(18_000);
    }
    expect(wire.ended).toBeNull();
    await wire.sendRaw(JSON.stringify({ t: 'hb', n: 7, tSent: 123 }));
    expect(wire.last('hb_ack')).toMatchObject({ n: 7, tSent: 123, remainingMs: 40 * 60_000 - 6 * 18_000 });
  });
});

describe('drafts', () => {
  test('[PR21] the newer revision is kept, and comes back on another connection', async () => {
    const world = createWorld();
    const { wire, session } = await asked(world);
    await wire.do({ type: 'draft.put', slot: 'answer:question-1', rev: 2, text: 'second thoughts' });
    expect(await wire.do({ type: 'draft.put', slot: 'answer:question-1', rev: 1, text: 'first' })).toMatchObject({ dup: true });
    wire.drop();
    const again = new Wire(world.engine, session);
    await again.open();
    expect(again.last('welcome')?.drafts).toEqual([{ slot: 'answer:question-1', text: 'second thoughts' }]);
    await again.do({ type: 'draft.put', slot: 'answer:question-1', rev: 1, text: 'third' });
    const saved = expectOk(
      await world.engine.saveDraft({
        login: session.login,
        nonce: session.nonce,
        gen: again.gen,
        draft: { type: 'draft.put', slot: 'answer:question-1', rev: 2, text: 'by beacon' },
      }),
    );
    expect(saved).toBeNull();
    expect(
      await world.engine.saveDraft({
        login: session.login,
        nonce: 'guessed',
        gen: again.gen,
        draft: { type: 'draft.put', slot: 'practice', rev: 1, text: 'x' },
      }),
    ).toMatchObject({ ok: false, code: 'forbidden' });
    again.drop();
    const last = new Wire(world.engine, session);
    await last.open();
    expect(last.last('welcome')?.drafts).toEqual([{ slot: 'answer:question-1', text: 'by beacon' }]);
  });
});

describe('stopping', () => {
  test('[PR25] every connection is told when to come back, and the engine stops at once', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    const stopping = world.engine.stop();
    await world.clock.advance(0);
    await stopping;
    expect(wire.last('bye')).toMatchObject({ code: 'draining' });
    expect(wire.last('bye')?.reconnectAfterMs).toBeLessThanOrEqual(2_000);
    expect(wire.ended).toBe('draining');
  });

  test('[PR26] a reader that falls behind gets nothing until it has caught up; one that never reads is cut', async () => {
    const world = createWorld();
    const { wire } = await asked(world);
    wire.buffered = 300 * 1024;
    await wire.do({ type: 'screen.pause' });
    const seen = wire.all('ev').length;
    await wire.do({ type: 'screen.resume' });
    expect(wire.all('ev')).toHaveLength(seen);
    wire.buffered = 0;
    await world.clock.advance(250);
    expect(wire.all('ev').map((frame) => frame.seq)).toEqual(wire.all('ev').map((_, index) => index + 1));
    expect(wire.view().phase).toBe('asking');
    wire.buffered = 2 * 1024 * 1024;
    await wire.command({ type: 'screen.pause' }).catch(() => null);
    expect(wire.ended).toBe('cut');
  });
});
