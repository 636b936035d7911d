// What the offline grader is fitted on: answers of our banks whose checks two raters judged blind. Nothing of any exam is in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent, newestOfEach, readBlindReading, sha256 } from '../../dist/banks/index.js';
import { shapeOf } from '../../dist/grading/answer-shape.js';
import { prepareAnswer } from '../../dist/grading/index.js';
import { evidenceIn } from '../../dist/grading/offline/evidence.js';
import { readAnswer } from '../../dist/grading/offline/reading.js';

const root = join(import.meta.dirname, '../..');
/**
 * For each rubric that was written before its answers were: the cues (by place in the list) and checks added after they had been read.
 * They were taken from those very answers, so a fit that sees them learns to trust cues far more than the next candidate's words allow.
 */
const LATER = JSON.parse(readFileSync(join(import.meta.dirname, 'later-cues.json'), 'utf8'));
const WORTH = { met: 1, partial: 0.5, 'not-met': 0 };
/** Words of a piece. Whole answers run to 300 words; a candidate may well write 40. */
const PIECE_WORDS = [25, 50, 100];

/** Rows { question, answer, whole, features, worth }: one for each check of each answer that has any of its words. */
export function trainingRows() {
  const content = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });
  const rows = [];
  let number = 0;
  for (const source of newestOfEach(content.banks.values())) {
    for (const { question: id, writer, text, verdicts, quotes } of readBlindReading(source)?.answers ?? []) {
      const question = source.bank.questions.find((each) => each.id === id);
      const later = LATER[question.rubric];
      // The author of a rubric wrote its exemplars too, with its cues in mind.
      if (!later || writer === 'exemplar') continue;
      const rubric = withoutLater(content.rubrics.get(question.rubric).rubric, later);
      const answer = number++;
      const prepared = prepare(question, rubric, text);
      const shown = segmentsShowing(quotes, prepared.segments);
      const worthOf = (ref) => (WORTH[verdicts[ref][0]] + WORTH[verdicts[ref][1]]) / 2;
      add(rows, prepared, { question: id, answer, whole: true }, worthOf);
      for (const { from, to } of pieces(prepared.segments, PIECE_WORDS[answer % PIECE_WORDS.length])) {
        const piece = prepare(
          question,
          rubric,
          prepared.segments
            .slice(from, to)
            .map((segment) => segment.text)
            .join('\n'),
        );
        add(rows, piece, { question: id, answer, whole: false }, (ref) => {
          const worth = worthOf(ref);
          if (worth === 0) return 0;
          const places = shown.get(ref);
          return places?.length ? (worth * places.filter((place) => place >= from && place < to).length) / places.length : null;
        });
      }
    }
  }
  return rows;
}

function add(rows, prepared, about, worthOf) {
  for (const [ref, evidence] of evidenceIn(readAnswer(prepared), shapeOf(prepared))) {
    const worth = worthOf(ref);
    // What is denied, or has no word of the check, is decided by rules.
    if (worth === null || !evidence || evidence.places[0].denial !== 'none') continue;
    rows.push({ ...about, ref, features: evidence.features, worth });
  }
}

function prepare(question, rubric, text) {
  const turns = [
    { id: 't1', kind: 'answer', by: 'candidate', questionId: question.id, text, at: '2000-01-01T00:00:00.000Z', autoSubmitted: false },
  ];
  const form = { ...question, rubric: { ref: question.rubric, contentHash: '', structureHash: '' } };
  return prepareAnswer({ subject: 'fit', question: form, rubric, turns }, sha256);
}

function withoutLater(rubric, later) {
  return {
    ...rubric,
    criteria: rubric.criteria.map((criterion) => ({
      ...criterion,
      checks: criterion.checks
        .filter(({ id }) => later[`${criterion.id}/${id}`] !== 'new')
        .map((check) => ({ ...check, cues: check.cues.filter((_, at) => !later[`${criterion.id}/${check.id}`]?.includes(at)) })),
    })),
  };
}

const plain = (text) => text.replace(/\s+/g, ' ').trim().toLowerCase();

/** For each check the segments in which the first rater found it. */
function segmentsShowing(quotes, segments) {
  const texts = segments.map(({ text }) => plain(text));
  const shown = new Map();
  for (const [ref, own] of Object.entries(quotes)) {
    const places = new Set();
    for (const quote of own.map(plain)) {
      const within = texts.findIndex((text) => text.includes(quote));
      if (within >= 0) places.add(within);
      else for (const [at, text] of texts.entries()) if (isPartOf(text, quote)) places.add(at);
    }
    shown.set(ref, [...places]);
  }
  return shown;
}

/** A quote may run over several segments, and begin or end within one. */
function isPartOf(text, quote) {
  return text.length > 20 && [text, text.slice(0, 25), text.slice(-25)].some((part) => quote.includes(part));
}

function pieces(segments, words) {
  const found = [];
  let from = 0;
  let count = 0;
  for (const [at, { text }] of segments.entries()) {
    count += text.split(/\s+/).length;
    if (count < words && at + 1 < segments.length) continue;
    found.push({ from, to: at + 1 });
    from = at + 1;
    count = 0;
  }
  return found;
}
