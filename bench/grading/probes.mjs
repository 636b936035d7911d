// Texts that earn nothing, made for every question of an exam: what somebody writes who wants points and knows no answer.
import { seededRandom } from '../../dist/measurement/index.js';

const OPENERS = [':', '.', 'Thought process:', 'Solution'];
const TERMS = 8;
const OTHERS = 5;
/** True, and about something else. */
const PADDING = [
  'A hash table finds a key in constant time on average, because the place of a key follows from its value.',
  'The kernel switches between processes so quickly that they seem to run at the same time.',
  'A foreign key makes sure that a row of one table points to a row that exists in another.',
  'With two-phase commit all participants vote before the coordinator decides.',
  'A compiler first turns the text into tokens and then builds a tree from them.',
  'Packets may arrive in another order than they were sent, so each of them carries a number.',
  'Quicksort is fast on most lists and slow on one that is sorted already when it takes the first element as pivot.',
  'A cache keeps what was asked for recently near to where it is used.',
  'Garbage collection frees memory that nothing points to any more.',
  'An index makes reading faster and writing slower.',
  'A deadlock needs four conditions, and removing one of them is enough to prevent it.',
  'Public keys can be given to everybody, as long as the private key stays secret.',
];

/** @returns rows { probe, question, text }; `probe` is P0 to P9 */
export function probesFor({ questions, answers }) {
  const of = (id) => answers.filter((answer) => answer.question_id === id);
  const full = answers.filter(({ score, max_score }) => score === max_score);
  return questions.flatMap((question, at) => {
    const id = question.question_id;
    const facts = question.key_points.map(({ text }) => text);
    const terms = rarestTerms(
      facts.join(' '),
      answers.filter((answer) => answer.question_id !== id),
    );
    const elsewhere = full.filter((answer) => answer.question_id !== id);
    const longest = Math.max(
      ...of(id)
        .filter(({ score, max_score }) => score === max_score)
        .map(({ answer }) => wordCount(answer)),
    );
    const zeros = of(id).filter(({ score, answer }) => score === 0 && answer.trim() !== '');
    return [
      ...['', ' \n\t '].map((text) => ['P0', text]),
      ['P1', question.question],
      ['P2', `${question.question} ${question.question} ${question.question} ${terms.join(' ')}`],
      ['P3', terms.join(', ')],
      ['P4', shuffled(facts.join(' ').split(/\s+/), seededRandom(1000 + at)).join(' ')],
      ['P5', facts.map((fact) => `It is false that ${fact}.`).join(' ')],
      ['P5', facts.map((fact) => `${fact}, false incorrect.`).join(' ')],
      ...pick(elsewhere, OTHERS, seededRandom(2000 + at)).map(({ answer }) => ['P6', answer]),
      ...zeros.filter(({ answer }) => wordCount(answer) > 0).map(({ answer }) => ['P7', lengthened(answer, [answer], longest)]),
      ...zeros.map(({ answer }) => ['P8', lengthened(answer, PADDING, longest)]),
      ...OPENERS.map((text) => ['P9', text]),
    ].map(([probe, text]) => ({ probe, question, text }));
  });
}

const wordsOf = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
const wordCount = (text) => wordsOf(text).length;

/** Rarest by the number of answers to other questions that have the word; ties in alphabetical order. */
function rarestTerms(reference, others) {
  const texts = others.map(({ answer }) => new Set(wordsOf(answer)));
  const having = (word) => texts.filter((words) => words.has(word)).length;
  return [...new Set(wordsOf(reference))]
    .filter((word) => word.length > 1)
    .map((word) => ({ word, count: having(word) }))
    .sort((one, other) => one.count - other.count || (one.word < other.word ? -1 : 1))
    .slice(0, TERMS)
    .map(({ word }) => word);
}

function lengthened(text, sentences, words) {
  let long = text;
  for (let at = 0; wordCount(long) < words; at++) long += `\n${sentences[at % sentences.length]}`;
  return long;
}

function pick(from, count, random) {
  return shuffled(from, random).slice(0, count);
}

/** Fisher-Yates. */
function shuffled(items, random) {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
