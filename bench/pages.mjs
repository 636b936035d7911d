import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { loadContent } from '../dist/banks/index.js';
import { layOut, renderPdf } from '../dist/report/index.js';
import { summarise } from './summary.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const sans = fileURLToPath(import.meta.resolve('@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf'));
const BANK = 'applied-ml';
const ROUNDS = 7;
const PAGE = /\/Type \/Page\b/g;

/** Report pages drawn in a second, against bare pdfkit that lets the same words flow in the same font. Gives a row for the table. */
export async function measurePages(folder, say) {
  say('PDF pages');
  const document = sampleReport(folder);
  const words = [...wordsOf(layOut(document))];
  const rounds = [];
  for (let round = -1; round < ROUNDS; round++) {
    const real = await timed(() => renderPdf(document));
    const bare = await timed(() => drawBare(words));
    // The first round warms both up.
    if (round >= 0) rounds.push({ real, bare });
  }
  const pages = (kind) => summarise(rounds.map((round) => round[kind].pages / round[kind].seconds)).median.toFixed(0);
  const seconds = (kind) => summarise(rounds.map((round) => round[kind].seconds * 1_000)).median.toFixed(0);
  const count = (kind) => rounds[0][kind].pages;
  return {
    ratio: summarise(rounds.map(({ real, bare }) => real.pages / real.seconds / (bare.pages / bare.seconds))),
    what: 'PDF pages a second: bare pdfkit, same words',
    figures: `${pages('real')}/s (${count('real')} pages in ${seconds('real')} ms) against ${pages('bare')}/s (${count('bare')} pages in ${seconds('bare')} ms)`,
  };
}

/** The report of a simulated screen in which every question is answered with the bank's best exemplar. */
function sampleReport(folder) {
  const { banks, rubrics } = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });
  const { ref, bank } = [...banks.values()].find(({ bank: { bank } }) => bank === BANK);
  const best = ({ rubric }) => rubrics.get(rubric).rubric.exemplars.reduce((one, other) => (sum(other) > sum(one) ? other : one)).answer;
  const answers = Object.fromEntries(bank.questions.map((question) => [question.id, { answer: best(question) }]));
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  const args = ['simulate', '--bank', ref, '--answers', file, '--out', folder, '--seed', '1', '--grader', 'offline'];
  execFileSync(process.execPath, [join(root, 'dist/main.js'), ...args], { cwd: folder });
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
}

function sum({ levels }) {
  return Object.values(levels).reduce((total, level) => total + level, 0);
}

/** Every text that the report shows, in its order. */
function* wordsOf(part) {
  if (typeof part === 'string') yield part;
  else if (part !== null && typeof part === 'object') for (const inner of Object.values(part)) yield* wordsOf(inner);
}

function drawBare(words) {
  return new Promise((resolve, reject) => {
    const pdf = new PDFDocument({ size: 'A4', margin: 56 });
    const chunks = [];
    pdf.on('data', (chunk) => chunks.push(chunk));
    pdf.on('error', reject);
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.font(sans).fontSize(9.5);
    for (const text of words) pdf.text(text);
    pdf.end();
  });
}

async function timed(draw) {
  const startMs = performance.now();
  const bytes = await draw();
  const seconds = (performance.now() - startMs) / 1_000;
  return { seconds, pages: Buffer.from(bytes).toString('latin1').match(PAGE).length };
}
