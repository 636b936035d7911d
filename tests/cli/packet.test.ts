import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent, lockWith } from '#app/banks/index.ts';
import { GoldRow } from '#app/protocol/index.ts';
import { openSqliteStores } from '#app/store/index.ts';
import { buildPacket } from '../../src/cli/calibrate/packet/build-packet.ts';
import { maskIdentity } from '../../src/cli/calibrate/packet/mask-identity.ts';
import { PacketKey } from '../../src/cli/calibrate/packet/packet-key.ts';
import { ratingPage } from '../../src/cli/calibrate/packet/rating-page.ts';
import { storedAnswers } from '../../src/cli/calibrate/packet/stored-answers.ts';
import { Wire } from '../engine/wire.ts';
import { createWorld, invite, settle, signIn, type World } from '../engine/world.ts';
import { seededRandom } from '../seeded-random.ts';
import { sampleInstallation } from './run-here.ts';
import { answerNaming } from './synthetic-gold.ts';

const PEOPLE = [
  { name: 'Ada Example', email: 'ada@example.org' },
  { name: 'Björn Ångström', email: 'bjorn.a@example.org' },
  { name: 'Will Marks', email: 'will@example.org' },
];

/** Three finished screens, whose answers say who wrote them. */
async function finishScreens(world: World): Promise<string[]> {
  const random = seededRandom(5);
  await world.engine.start();
  const screens: string[] = [];
  for (const [index, candidate] of PEOPLE.entries()) {
    const screenId = `00000000-0000-7000-8000-00000000000${index + 1}`;
    const wire = new Wire(world.engine, await signIn(world, await invite(world, { screenId, candidate })));
    await wire.open();
    await wire.begin();
    await wire.finish((question) => {
      const number = Number(question.replace('question-', ''));
      return `${answerNaming(index + 1, number, random)} Regards, ${candidate.name}, ${candidate.email}, +49 171 2345678.`;
    });
    screens.push(screenId);
  }
  await world.engine.idle();
  await settle();
  return screens;
}

/** An installation whose database holds these screens. */
async function installationWithScreens() {
  const installation = sampleInstallation();
  const { banksDir, rubricsDir, root } = installation;
  mkdirSync(join(root, 'data'));
  const stores = openSqliteStores({ file: join(root, 'data', 'assay.sqlite'), newEpoch: randomUUID, onFault: () => {} });
  const content = loadContent({ banksDir, rubricsDir });
  const world = createWorld({ ...stores, content: { ...content, lock: lockWith(content, 'sample@1.0.0') } });
  const screens = await finishScreens(world);
  await world.engine.stop();
  await stores.close();
  const out = join(root, 'packet');
  const write = () => installation.run('calibrate', 'packet', '--bank', 'sample', '--answers', '3', '--seed', '4', '--out', out);
  const key = () => PacketKey.parse(JSON.parse(readFileSync(join(out, 'key.json'), 'utf8')));
  const gold = join(root, 'gold.jsonl');
  const collect = () => installation.run('calibrate', 'packet', '--collect', out, '--out', gold);
  const goldRows = () =>
    readFileSync(gold, 'utf8')
      .trim()
      .split('\n')
      .map((line) => GoldRow.parse(JSON.parse(line)));
  return { ...installation, screens, out, write, key, gold, collect, goldRows };
}

/** As the page of a rater saves it. */
function saved(packet: string, rater: string, ratings: readonly { answer: number; criterion: string; level: number | null }[]): string {
  return JSON.stringify({ format: 'assay-ratings/1', packet, rater, ratings });
}

describe('a packet', () => {
  test('[CA20] [CA21] shows raters neither who wrote an answer nor what the machine gave it', async () => {
    const { out, write, key, screens } = await installationWithScreens();
    const finished = await write();
    expect(finished).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(out).toSorted()).toEqual(['key.json', 'rater-1.csv', 'rater-1.html', 'rater-2.csv', 'rater-2.html']);
    const { answers } = key();
    expect(finished.out).toContain(`${answers.length} answers to `);
    expect(new Set(answers.map(({ screenId }) => screenId))).toEqual(new Set(screens));
    expect(statSync(join(out, 'key.json')).mode & 0o077).toBe(0);
    for (const name of ['rater-1.html', 'rater-2.html', 'rater-1.csv']) {
      const text = readFileSync(join(out, name), 'utf8');
      for (const secret of ['Ada', 'Example', 'Björn', 'Ångström', 'Will', 'Marks', '@example.org', '2345678', ...screens])
        expect(text, secret).not.toContain(secret);
      expect(text).not.toMatch(/offline|machine|verdict/i);
    }
    const page = readFileSync(join(out, 'rater-1.html'), 'utf8');
    expect(page).toContain('Regards, [name], [e-mail], [phone].');
    expect(page).toContain('Most of it.');
    expect(page).toContain('Names the thing b and says what it does here.');
    // Everything is rated by everybody, in an order of each one's own.
    const order = (rater: string) =>
      [...readFileSync(join(out, `${rater}.html`), 'utf8').matchAll(/id="answer-(\d+)"/g)].map(([, number]) => number);
    expect(order('rater-1').toSorted()).toEqual(order('rater-2').toSorted());
    expect(order('rater-1')).not.toEqual(order('rater-2'));
    expect(await write()).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') });
  });

  test('[CA21] [CA23] comes back as a gold file that the next command takes', async () => {
    const { out, write, key, gold, collect, goldRows, run } = await installationWithScreens();
    await write();
    const { packet, answers } = key();
    const levels = answers.flatMap(({ number, criteria }) =>
      criteria.map((criterion) => ({ answer: number, criterion, level: number % 5 })),
    );
    writeFileSync(join(out, 'rater-1-ratings.json'), saved(packet, 'rater-1', levels));
    const table = levels.map(({ answer, criterion, level }) => `${answer};${criterion};${answer === 1 ? 'x' : level}`);
    writeFileSync(join(out, 'rater-2.csv'), `\uFEFFanswer;criterion;level\r\n${table.join('\r\n')}\r\n`);
    expect(await collect()).toMatchObject({ code: 0, err: '' });
    expect(statSync(gold).mode & 0o077).toBe(0);
    const rows = goldRows();
    expect(rows).toHaveLength(answers.length);
    expect(rows[0]?.ratings).toEqual([{ rater: 'rater-1', levels: { first: 1, second: 1 } }]);
    expect(rows[1]?.ratings).toEqual([
      { rater: 'rater-1', levels: { first: 2, second: 2 } },
      { rater: 'rater-2', levels: { first: 2, second: 2 } },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Ada|Björn|Will|example\.org|2345678/);
    expect(await run('calibrate', '--gold', gold, '--bank', 'sample', '--draws', '0', '--sample', '0')).toMatchObject({ code: 0 });
  });

  test('[CA23] tells what is missing, by rater, and fills nothing in', async () => {
    const { out, write, key, collect, goldRows } = await installationWithScreens();
    await write();
    const { packet, answers } = key();
    const first = answers.slice(0, 2).map(({ number }) => ({ answer: number, criterion: 'first', level: 3 }));
    writeFileSync(join(out, 'rater-1-ratings.json'), saved(packet, 'rater-1', first));
    const all = answers.length * 2;
    const finished = await collect();
    expect(finished.code).toBe(0);
    expect(finished.err).toContain(`rater-1: ${all - 2} ratings are missing: 1 second, 2 second, 3 first,`);
    expect(finished.err).toContain(`rater-2: ${all} ratings are missing: 1 first, 1 second,`);
    expect(finished.err).toContain(`${answers.length - 2} answers left out: nobody rated them.`);
    expect(goldRows().map(({ ratings }) => ratings)).toEqual([
      [{ rater: 'rater-1', levels: { first: 3 } }],
      [{ rater: 'rater-1', levels: { first: 3 } }],
    ]);
  });

  test('[CA23] refuses what contradicts itself or names nothing, by its place, and writes nothing', async () => {
    const { out, write, key, gold, collect } = await installationWithScreens();
    await write();
    const { packet } = key();
    const given = (answer: number, criterion: string, level: number | null) => ({ answer, criterion, level });
    writeFileSync(
      join(out, 'rater-1-ratings.json'),
      saved(packet, 'rater-1', [given(1, 'first', 2), given(999, 'first', 2), given(2, 'third', 2)]),
    );
    writeFileSync(join(out, 'rater-1.csv'), 'answer,criterion,level\n1,first,3\n1,second,5\none,second,2\n2,first,\n');
    writeFileSync(join(out, 'rater-2-ratings.json'), saved('00000000-0000-7000-8000-00000000abcd', 'rater-2', []));
    writeFileSync(join(out, 'somebody.csv'), 'answer,criterion,level\n');
    writeFileSync(join(out, 'broken.json'), '{');
    const finished = await collect();
    expect(finished.code).toBe(2);
    expect(finished.err.trim().split('\n')).toEqual([
      'broken.json: is not JSON.',
      'rater-1.csv:3: “5” is no level; write 0, 1, 2, 3, 4, or x for cannot rate.',
      'rater-1.csv:4: “one” is no number of an answer.',
      'rater-2-ratings.json: belongs to another packet (00000000-0000-7000-8000-00000000abcd).',
      'somebody.csv: begins with no rater of the packet (rater-1, rater-2).',
      'rater-1-ratings.json, entry 2: the packet has no answer 999.',
      'rater-1-ratings.json, entry 3: answer 2 has no criterion third; it has first, second.',
      'rater-1.csv:2: rater-1 gives answer 1, first, level 3 here and level 2 at rater-1-ratings.json, entry 1.',
    ]);
    expect(() => statSync(gold)).toThrow('ENOENT');
  });

  test('[CA22] leaves out screens whose candidate was erased, and counts them', async () => {
    const world = createWorld();
    const [erasedScreen = ''] = await finishScreens(world);
    const [invited] = await world.events.read(erasedScreen);
    const erasedId = invited?.event.type === 'ScreenInvited' ? invited.event.candidateId : '';
    const candidates = { ...world.candidates, find: async (id: string) => (id === erasedId ? null : world.stores.candidates.find(id)) };
    const found = await storedAnswers('sample@1.0.0', null, { content: world.content, stores: { ...world.stores, candidates } });
    expect(found.erased).toBe(1);
    expect(new Set(found.answers.map(({ screenId }) => screenId)).size).toBe(2);
    expect(found.answers.map(({ screenId }) => screenId)).not.toContain(erasedScreen);
    const only = await storedAnswers('sample@1.0.0', found.answers[0]?.question.id ?? '', { content: world.content, stores: world.stores });
    expect(new Set(only.answers.map(({ question }) => question.id)).size).toBe(1);
  });

  test('[CA20] the same seed draws the same answers in the same order; numbers run from 1 without gaps', async () => {
    const world = createWorld();
    await finishScreens(world);
    const { answers } = await storedAnswers('sample@1.0.0', null, { content: world.content, stores: world.stores });
    const plan = { packet: randomUUID(), bank: 'sample@1.0.0', at: '2026-11-21T12:00:00.000Z', most: 2, raters: 2, seed: 9 };
    const packet = buildPacket(answers, plan);
    expect(buildPacket(answers, plan)).toEqual(packet);
    expect(buildPacket(answers, { ...plan, seed: 10 })).not.toEqual(packet);
    expect(packet.key.answers.map(({ number }) => number)).toEqual(packet.key.answers.map((_, index) => index + 1));
    for (const question of new Set(packet.key.answers.map((each) => each.question)))
      expect(packet.key.answers.filter((each) => each.question === question).length).toBeLessThanOrEqual(2);
  });

  test('[CA24] an answer full of markup stays text', async () => {
    const world = createWorld();
    await finishScreens(world);
    const { answers } = await storedAnswers('sample@1.0.0', null, { content: world.content, stores: world.stores });
    const [first] = answers;
    if (!first) throw new Error('no answer');
    const hostile = `</p><script>document.title = 'taken'</script><img src=x onerror="document.title = 'taken'"> "quoted" & 'so'`;
    const page = ratingPage(randomUUID(), 'rater-1', [
      { ...first, answer: hostile, followUps: [{ asked: hostile, answer: hostile }], number: 1 },
    ]);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toContain('<img');
    expect(page.match(/&lt;script&gt;/g)).toHaveLength(3);
    expect(page).toMatch(/default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/=]{44}'/);
  });
});

describe('[CA21] masking', () => {
  const ada = { name: 'Ada Lovelace', email: 'ada@analytical.example' };

  test.each([
    ['I am Ada Lovelace.', 'I am [name].'],
    ['ada lovelace wrote this, said ADA LOVELACE.', '[name] wrote this, said [name].'],
    ['Ada: see my notes. Lovelace, London.', '[name]: see my notes. [name], London.'],
    ['Mail ada@analytical.example or a.l+work@mail.example.co.uk!', 'Mail [e-mail] or [e-mail]!'],
    ['Call +44 20 7946 0958 or +49-171-2345678, (555) 123-4567, 030 1234567.', 'Call [phone] or [phone], [phone], [phone].'],
    ['555-123-4567 or 555.123.4567', '[phone] or [phone]'],
  ])('%s', (text, masked) => {
    expect(maskIdentity(text, ada)).toBe(masked);
  });

  test.each([
    'Adam and AdaBoost and adagrad are optimisers; a lovely metric.',
    'It rose by +0.53 points, from 0.812 to 0.865, on 2026-11-21 at 12:30.',
    'Hidden sizes 128 256 1024, then 512 512 2048; 1,000,000 rows, 10 000 000 users.',
    'p = 0.000012, seed 20261121, port 8080, 192.168.0.1, version 1.20.300.',
    'user@host without a domain, 4@5 and x @ y are matrix products.',
    'The lookup table has 0.5 0.25 0.125 as weights and +3 -2 +1 as steps.',
  ])('leaves %s', (text) => {
    expect(maskIdentity(text, ada)).toBe(text);
  });

  test('a name that is a word is masked only with its capital', () => {
    expect(maskIdentity('Will says the benchmark marks what will fail.', { name: 'Will Marks', email: '' })).toBe(
      '[name] says the benchmark marks what will fail.',
    );
  });

  test('takes time in proportion to the text', () => {
    const long = `${'+1 23 4'.repeat(4_000)}${'a'.repeat(20_000)}@${'0 12 '.repeat(4_000)}${'A'.repeat(20_000)}`;
    expect(maskIdentity(long, { name: 'A'.repeat(40), email: 'a@b.example' })).toContain('@');
  });
});
