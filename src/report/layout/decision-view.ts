import type { Highlight, ReportDocument } from '#app/protocol/index.ts';
import { BAND_WORDS, count, DECISION_WORDS, DIMENSION_WORDS, dayWords, timeWords } from '#app/wording/index.ts';
import type { Bars, Block, EvidenceItem, EvidenceList, FlowBlock, Heading, Scale, Sheet } from '../blocks.ts';
import { excerpt, type Printable, printable } from '../printable.ts';
import { bandHeadline, resultSentence, scoreNumber } from './score-words.ts';

/** How much of each text page one shows, in code points, and how many entries: whole texts stand in the sections behind it. */
interface Room {
  readonly quote: number;
  readonly sentence: number;
  readonly ask: number;
  readonly needs: number;
  readonly items: number;
}

/** From roomy to tight: the first that keeps page one on one page is used. */
const ROOMS: readonly Room[] = [
  { quote: 170, sentence: 170, ask: 210, needs: 5, items: 3 },
  { quote: 105, sentence: 105, ask: 140, needs: 4, items: 3 },
  { quote: 85, sentence: 90, ask: 95, needs: 3, items: 3 },
  { quote: 46, sentence: 88, ask: 88, needs: 3, items: 3 },
  { quote: 105, sentence: 105, ask: 140, needs: 3, items: 2 },
  { quote: 50, sentence: 60, ask: 60, needs: 2, items: 1 },
];

/** Page one: what there is to know before deciding, readable in two minutes. */
export function decisionView(document: ReportDocument): Sheet {
  return { kind: 'sheet', versions: ROOMS.map((room) => inRoom(document, room)) };
}

function inRoom(document: ReportDocument, room: Room): Exclude<Block, Sheet>[] {
  return [
    {
      kind: 'masthead',
      bookmark: 'Decision view',
      eyebrow: printable('First technical round'),
      title: excerpt(document.candidate.name, 90),
      lines: [
        excerpt(`${document.role} at ${document.company}. Finished ${dayWords(document.finishedAt)}.`, 200),
        excerpt(document.trackAbout, 220),
      ],
      badge: document.calibration.calibrated ? null : printable('NOT CALIBRATED'),
    },
    {
      kind: 'result',
      headline: printable(bandHeadline(document.band)),
      sentence: printable(resultSentence(document)),
      scale: scaleOf(document),
    },
    ...decisionOf(document, room),
    label('Dimensions against the bar'),
    barsOf(document),
    {
      kind: 'columns',
      left: [label('Strongest evidence'), highlightList(document.strongest, room, 'No check is met with words of the candidate.')],
      right: [label('Weakest evidence'), highlightList(document.weakest, room, 'No check is open.')],
    },
    {
      kind: 'columns',
      left: [label('Ask in the next round'), nextList(document, room)],
      right: [label('Needs a person'), needsList(document, room)],
    },
    { kind: 'provenance', lines: provenanceLines(document) },
  ];
}

function label(text: string): Heading {
  return { kind: 'heading', level: 2, style: 'label', eyebrow: null, text: printable(text), aside: null, bookmark: false };
}

function scaleOf({ overall, bandEdges }: ReportDocument): Scale | null {
  if (overall.kind === 'none') return null;
  const { nearBar, meetsBar, strong } = bandEdges;
  const bands = [
    { from: 0, to: nearBar, label: printable('Below') },
    { from: nearBar, to: meetsBar, label: printable('Near') },
    { from: meetsBar, to: strong, label: printable(BAND_WORDS['meets-bar']) },
    { from: strong, to: 4, label: printable(BAND_WORDS.strong) },
  ];
  const error = overall.standardError === null ? '' : ` ± ${scoreNumber(overall.standardError)}`;
  const edges = `Below the bar up to ${nearBar}, near the bar up to ${meetsBar}, meets the bar up to ${strong}, strong above.`;
  return {
    score: overall.score,
    standardError: overall.standardError,
    scoreText: printable(`${scoreNumber(overall.score)}${error}`),
    bands,
    alt: printable(`Score ${scoreNumber(overall.score)}${error} on a scale from 0 to 4. ${edges}`),
  };
}

function decisionOf({ decision }: ReportDocument, room: Room): FlowBlock[] {
  if (!decision) return [];
  const reason = excerpt(decision.reason, room.sentence);
  const text = `Decision: ${DECISION_WORDS[decision.decision]}, by ${decision.by} on ${dayWords(decision.at)}. ${reason}`;
  return [{ kind: 'paragraph', style: 'statement', text: printable(text) }];
}

function barsOf({ dimensions }: ReportDocument): Bars {
  return {
    kind: 'bars',
    head: [printable('Dimension'), printable('Score ± error'), printable('Bar'), printable('Criteria')],
    rows: dimensions.map(({ dimension, outcome, bar }) => {
      const name = DIMENSION_WORDS[dimension];
      const graded = `${outcome.graded} of ${outcome.of}`;
      const common = { label: printable(name), bar, barText: printable(scoreNumber(bar)), gradedText: printable(graded) };
      if (outcome.kind === 'none') {
        const alt = printable(`${name}: no score. ${outcome.why}`);
        return { ...common, value: null, error: null, scoreText: printable('no score'), alt };
      }
      const error = outcome.standardError === null ? '' : ` ± ${scoreNumber(outcome.standardError)}`;
      const alt = `${name}: ${scoreNumber(outcome.score)}${error} of 4; the bar is ${scoreNumber(bar)}.`;
      const scoreText = printable(`${scoreNumber(outcome.score)}${error}`);
      return { ...common, value: outcome.score, error: outcome.standardError, scoreText, alt: printable(alt) };
    }),
  };
}

function highlightList(highlights: readonly Highlight[], room: Room, none: string): FlowBlock {
  if (highlights.length === 0) return { kind: 'paragraph', style: 'muted', text: printable(none) };
  return list(
    'bullets',
    highlights.slice(0, room.items).map(({ says, quote, number, dimension }) => ({
      text: excerpt(says, room.sentence),
      quote: quote ? quoted(quote.text, room) : null,
      note: printable(`${quote ? '' : 'Not fully shown in the answer. '}Question ${number}, ${DIMENSION_WORDS[dimension].toLowerCase()}`),
    })),
  );
}

function quoted(text: string, room: Room): Printable {
  return printable(`“${excerpt(text, room.quote)}”`);
}

function nextList({ nextRound }: ReportDocument, room: Room): FlowBlock {
  if (nextRound.length === 0) return { kind: 'paragraph', style: 'muted', text: printable('No check is open.') };
  return list(
    'numbers',
    nextRound.slice(0, room.items).map(({ ask, because, number }) => ({
      text: excerpt(ask, room.ask),
      quote: null,
      note: excerpt(`Question ${number}. ${because}`, room.ask),
    })),
  );
}

function needsList({ needsPerson }: ReportDocument, room: Room): FlowBlock {
  if (needsPerson.length === 0) {
    return { kind: 'paragraph', style: 'muted', text: printable('Nothing beyond the decision itself.') };
  }
  const shown = needsPerson.slice(0, room.needs).map(({ number, what }) => ({
    text: excerpt(number === null ? what : `Question ${number}. ${what}`, room.sentence),
    quote: null,
    note: null,
  }));
  const more = needsPerson.length - shown.length;
  const rest = more > 0 ? [{ text: printable(`${count(more, 'more point')} under Review.`), quote: null, note: null }] : [];
  return list('bullets', [...shown, ...rest]);
}

function list(marks: EvidenceList['marks'], items: readonly EvidenceItem[]): EvidenceList {
  return { kind: 'list', marks, items };
}

function provenanceLines({ provenance, calibration, generatedAt }: ReportDocument): Printable[] {
  const stamps = provenance.graders.map(({ name, version, model }) => (model ? `${name} (${model})` : `${name} ${version}`));
  const graders = [...new Set(stamps)];
  const { verified, repaired, rejected } = provenance.quotes;
  const quotes = `Quotes: ${verified} verified word for word, ${repaired} repaired, ${rejected} rejected.`;
  return [
    ...(calibration.calibrated ? [] : [excerpt(`Not calibrated: ${calibration.statement}`, 260)]),
    printable(
      `Levels computed in code from verified quotes; the decision is a person’s. Bank ${provenance.bank.ref}. Graded by ${graders.join(', ') || 'nobody'}. ${quotes} ${provenance.program}, ${timeWords(generatedAt)}.`,
    ),
  ];
}
