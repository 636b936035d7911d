import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '#app/config.ts';
import type { GoldRow } from '#app/protocol/index.ts';
import { findPublishedBank } from '../../banks/find-bank.ts';
import { BadInput, type Terminal } from '../../terminal.ts';
import { wholeNumber } from '../../whole-number.ts';
import { buildPacket, ratingTable } from './build-packet.ts';
import { type CollectedRatings, collectRatings } from './collect-ratings.ts';
import { KEY_FILE } from './packet-key.ts';
import { ratingPage } from './rating-page.ts';
import { type AnswerSources, answersOf, storedAnswers } from './stored-answers.ts';

interface Options {
  bank?: string;
  question?: string;
  answers: string;
  raters: string;
  seed: string;
  collect?: string;
  out?: string;
}

type Parts = AnswerSources & { readonly ids: { uuid(): string }; readonly clock: { wallMs(): number } };

/** Answers for people to rate without knowing whose they are, and their ratings back as a gold file. */
export function addPacketCommand(calibrate: Command, terminal: Terminal, config: () => Config): void {
  calibrate
    .command('packet')
    .description('Write answers of finished screens for people to rate blind; with --collect, turn their ratings into a gold file.')
    .option('--bank <bank>', 'bank whose answers are rated')
    .option('--question <id>', 'only answers to this question')
    .option('--answers <number>', 'most answers to each question', '100')
    .option('--raters <number>', 'people who rate, each everything', '2')
    .option('--seed <number>', 'seed of the draw and of the orders', '1')
    .option('--collect <folder>', 'folder of a packet with the files that raters sent back')
    .option('--out <path>', 'folder of the new packet; with --collect, the gold file')
    .action(async (options: Options) => {
      const { out } = options;
      if (out === undefined) throw new BadInput('Name where to write with --out.');
      const { composeCalibration } = await import('#app/compose/index.ts');
      const parts = await composeCalibration(config(), 'at-once');
      try {
        if (options.collect !== undefined) await collect(options.collect, out, parts, terminal);
        else await write(options, out, parts, terminal);
      } finally {
        await parts.close();
      }
    });
}

async function write(options: Options, out: string, parts: Parts, terminal: Terminal): Promise<void> {
  if (options.bank === undefined) throw new BadInput('Name the bank with --bank, or a packet with --collect.');
  const { ref, bank } = findPublishedBank(parts.content, options.bank);
  const { question = null } = options;
  if (question !== null && !bank.questions.some(({ id }) => id === question)) throw new BadInput(`${ref} has no question ${question}.`);
  const most = wholeNumber('--answers', options.answers, 1, 1_000);
  const raters = wholeNumber('--raters', options.raters, 1, 20);
  const seed = wholeNumber('--seed', options.seed, 0, 0xffff_ffff);
  if (existsSync(out) && readdirSync(out).length > 0) throw new BadInput(`${out} is not empty: a packet has a folder of its own.`);
  const { answers, erased } = await storedAnswers(ref, question, parts);
  if (erased > 0) terminal.err(`${erased} screens left out: their candidates were erased.`);
  if (answers.length === 0) throw new BadInput(`No finished screen holds an answer for ${question ?? ref}.`);
  const at = new Date(parts.clock.wallMs()).toISOString();
  const { key, orders } = buildPacket(answers, { packet: parts.ids.uuid(), bank: ref, at, most, raters, seed });
  mkdirSync(out, { recursive: true });
  for (const { rater, answers: own } of orders) {
    writeFileSync(join(out, `${rater}.html`), ratingPage(key.packet, rater, own));
    writeFileSync(join(out, `${rater}.csv`), ratingTable(own));
  }
  // It says whose answer is whose: readable by this user only.
  writeFileSync(join(out, KEY_FILE), `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 });
  terminal.out(
    [
      `${key.answers.length} answers to ${new Set(key.answers.map((each) => each.question)).size} questions for ${raters} raters.`,
      `Give each rater one page (${orders.map(({ rater }) => `${rater}.html`).join(', ')}) or its table (.csv), and keep ${join(out, KEY_FILE)} to yourself.`,
      `Put what comes back into ${out}, then: assay calibrate packet --collect ${out} --out gold.jsonl`,
    ].join('\n'),
  );
}

async function collect(folder: string, out: string, parts: Parts, terminal: Terminal): Promise<void> {
  const collected = collectRatings(folder);
  for (const sentence of collected.missing) terminal.err(sentence);
  const rows: GoldRow[] = [];
  let [erased, changed, unrated] = [0, 0, 0];
  const screens = new Map<string, Awaited<ReturnType<typeof answersOf>>>();
  for (const { number, screenId, question, rubric, rubricHash } of collected.key.answers) {
    const ratings = ratingsOf(collected, number);
    const own = screens.has(screenId) ? screens.get(screenId) : await answersOf(screenId, parts);
    screens.set(screenId, own ?? null);
    const answer = own?.find((each) => each.question.id === question);
    if (!own) erased += 1;
    else if (answer?.question.rubric.contentHash !== rubricHash) changed += 1;
    else if (ratings.length === 0) unrated += 1;
    else
      rows.push({
        id: `${collected.key.packet.slice(-12)}-${String(number).padStart(4, '0')}`,
        bank: collected.key.bank,
        question,
        rubric,
        answer: answer.answer,
        ...(answer.followUps.length > 0 ? { followUps: [...answer.followUps] } : {}),
        ratings,
      });
  }
  const told = [
    [erased, 'left out: the candidate was erased since'],
    [changed, 'left out: the rubric they were rated by is not installed'],
    [unrated, 'left out: nobody rated them'],
  ] as const;
  for (const [count, why] of told) if (count > 0) terminal.err(`${count} answers ${why}.`);
  if (rows.length === 0) throw new BadInput(`${folder} holds no rating yet.`);
  // Candidates' own words: readable by this user only.
  writeFileSync(out, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
  terminal.out(
    `${rows.length} rated answers written to ${out}. Next: assay calibrate --gold ${out} --bank ${collected.key.bank} --grader offline`,
  );
}

function ratingsOf({ byAnswer }: CollectedRatings, number: number): GoldRow['ratings'] {
  const raters = [...(byAnswer.get(number) ?? new Map<string, ReadonlyMap<string, number>>())];
  return raters
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([rater, levels]) => ({ rater, levels: Object.fromEntries(levels) as GoldRow['ratings'][number]['levels'] }));
}
