import type { AnswerShape } from '../answer-shape.ts';
import type { Phrase } from '../rubric-words.ts';
import { type CheckReading, readCheck, scoreAt } from './check-reading.ts';
import { type Denial, denialOf, marksOf, missesNegation } from './denial.ts';
import { quotableIn } from './quotable.ts';
import type { Reading } from './reading.ts';
import { type Unit, unitsOf } from './units.ts';
import type { Window } from './windows.ts';
import { SURE, wordFinder } from './word-matches.ts';

/** What an answer shows of one check, in figures that a reader can recompute. None of them knows how long the answer is. */
export interface Features {
  /** Words of the check found in any segment that could be quoted for it, each by how far it tells this check from others and how many cues hold it; log(1 + sum). */
  readonly vocabulary: number;
  /** Cues of which more than half stands in one place, each by how much more; log(1 + sum). */
  readonly cues: number;
  /** In the best place: how far this check is ahead of the check that comes next there. */
  readonly ahead: number;
  /** 1 when the best place lacks the negation that the check's own words have. */
  readonly missesNegation: number;
  /** Words of the check's statement, as a logarithm: who says much has more to show. */
  readonly length: number;
}

/** One place of an answer that speaks of a check. */
export interface Place {
  readonly window: Window;
  /** The cue of which most stands there, or the check's own statement. */
  readonly phrase: Phrase;
  /** Different words of the check that stand there, whichever phrase they are from. */
  readonly words: number;
  readonly denial: Denial;
}

export interface Evidence {
  readonly features: Features;
  /** A cue of two words or more stands whole in one place. */
  readonly wholeCue: boolean;
  /** The best place first; after it places in other segments that speak of the check in the same way. */
  readonly places: readonly [Place, ...Place[]];
}

/** So much of a cue says nothing yet. */
const CUE_TRACE = 0.5;
const WHOLE = 0.99;
/** Words of `says` that no cue holds count a little, those of every cue fully. */
const BASE_SHARE = 0.05;
/** A sentence that affirms goes before a better one that denies, when it comes so near to it. */
const NEAR = 0.6;
/** So many segments beside the best one are looked at for words to quote. */
const OTHER_PLACES = 6;

/** The evidence for every check of the rubric; null where the answer holds none of its words. Linear in the answer. */
export function evidenceIn(reading: Reading, shape: AnswerShape): Map<string, Evidence | null> {
  const units = unitsOf(reading);
  const find = wordFinder(reading);
  const quotable = quotableIn(reading, shape, find);
  const readers = reading.answer.words.statements
    .filter(({ statement }) => statement.kind === 'check')
    .map((words) => readCheck(words, { reading, units, find, quotable }));
  return new Map(readers.map((reader) => [reader.words.statement.ref, evidenceOf(reader, { readers, units, reading })]));
}

function evidenceOf(
  reader: CheckReading,
  { readers, units, reading }: { readers: readonly CheckReading[]; units: readonly Unit[]; reading: Reading },
): Evidence | null {
  const ranked = rankedUnits(reader, units);
  const chosen = bestUnit(ranked, reader, { units, reading });
  if (!chosen) return null;
  const { vocabulary, weights, best, cueShares } = reader;
  const { unit, place } = chosen;
  const others = readers.filter((other) => other !== reader).map((other) => scoreAt(other, unit));
  const told = best.reduce(
    (sum, sure, word) => sum + sure * (weights[word] ?? 0) * Math.sqrt((vocabulary.cueShare[word] ?? 0) + BASE_SHARE),
    0,
  );
  const cues = cueShares.reduce((sum, share) => sum + Math.max(0, share - CUE_TRACE) / (1 - CUE_TRACE), 0);
  return {
    features: {
      vocabulary: Math.log1p(told),
      cues: Math.log1p(cues),
      ahead: scoreAt(reader, unit) - Math.max(0, ...others),
      missesNegation: missesNegation(place.window, place.phrase, reading) ? 1 : 0,
      length: Math.log(1 + vocabulary.says.length),
    },
    wholeCue: cueShares.some((share, index) => share > WHOLE && (vocabulary.cues[index]?.length ?? 0) > 1),
    places: [place, ...otherPlaces(ranked, chosen, { reader, units, reading })],
  };
}

interface Chosen {
  readonly unit: number;
  readonly place: Place;
}

/** Units that hold anything of the check, best first. */
function rankedUnits(reader: CheckReading, units: readonly Unit[]): number[] {
  return units
    .map((_, unit) => unit)
    .filter((unit) => scoreAt(reader, unit) > 0)
    .sort((one, other) => scoreAt(reader, other) - scoreAt(reader, one) || one - other);
}

/** The unit in which most of the check stands: the best that affirms it, unless one that denies it says far more. */
function bestUnit(ranked: readonly number[], reader: CheckReading, at: { units: readonly Unit[]; reading: Reading }): Chosen | null {
  const [first] = ranked;
  if (first === undefined) return null;
  const least = NEAR * scoreAt(reader, first);
  let denied: Chosen | null = null;
  for (const unit of ranked) {
    if (scoreAt(reader, unit) < least) break;
    const place = placeIn(unit, reader, at);
    if (place.denial === 'none') return { unit, place };
    denied ??= { unit, place };
  }
  return denied;
}

/** The best unit of each of the next segments: a short line may show a check and be too short to be quoted. */
function otherPlaces(
  ranked: readonly number[],
  chosen: Chosen,
  { reader, units, reading }: { reader: CheckReading; units: readonly Unit[]; reading: Reading },
): Place[] {
  const segments = new Set([units[chosen.unit]?.segment]);
  const places: Place[] = [];
  for (const unit of ranked) {
    if (places.length === OTHER_PLACES) break;
    const segment = units[unit]?.segment;
    if (segments.has(segment)) continue;
    segments.add(segment);
    const place = placeIn(unit, reader, { units, reading });
    if (place.denial === chosen.place.denial) places.push(place);
  }
  return places;
}

function placeIn(index: number, reader: CheckReading, { units, reading }: { units: readonly Unit[]; reading: Reading }): Place {
  const unit = units[index] ?? { segment: 0, from: 0, to: 0 };
  const cue = reader.cue[index] ?? { index: -1, share: 0 };
  const byCue = cue.share >= (reader.says[index] ?? 0);
  const phrase = (byCue ? reader.words.cues[cue.index] : undefined) ?? reader.words.says;
  const wanted = new Set(byCue ? (reader.vocabulary.cues[cue.index] ?? []) : reader.vocabulary.says);
  const places: number[] = [];
  const found = new Set<string>();
  const words = new Set<number>();
  for (let place = unit.from; place <= unit.to; place++) {
    const here = (reader.at.get(place) ?? []).filter(({ sure }) => sure >= SURE);
    for (const { word } of here) words.add(word);
    if (!here.some(({ word }) => wanted.has(word))) continue;
    places.push(place);
    found.add(reading.marks[reading.content[place] ?? -1]?.key ?? '');
  }
  const window = {
    share: scoreAt(reader, index),
    from: places[0] ?? unit.from,
    to: places.at(-1) ?? unit.to,
    found,
  };
  return { phrase, window, words: words.size, denial: denialOf(window, phrase, reading) };
}

/** Naming a term is not saying what it does: so many content words have to stand beside a term of one or two. */
const WORDS_BESIDE = 2;
const TERM_WORDS = 2;

/** Nothing stands beside the words that were found. Code is too terse for this. */
export function isBareName(window: Window, reading: Reading): boolean {
  if (reading.answer.kind === 'code' || window.found.size > TERM_WORDS) return false;
  return marksOf(window, reading).filter((mark) => mark.key !== null).length < window.found.size + WORDS_BESIDE;
}
