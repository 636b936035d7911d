import type { BandOutcome, ReportDocument, ScoreOutcome } from '#app/protocol/index.ts';
import { BAND_WORDS } from '#app/wording/index.ts';
import { unreachable } from '../unreachable.ts';

/** `2.84`: as many digits as the standard error can carry, always the same number so that columns line up. */
export function scoreNumber(score: number): string {
  return score.toFixed(2);
}

export function bandHeadline(band: BandOutcome): string {
  switch (band.kind) {
    case 'band':
      return BAND_WORDS[band.band];
    case 'between':
      return `Between ${BAND_WORDS[band.lower].toLowerCase()} and ${BAND_WORDS[band.upper].toLowerCase()}`;
    case 'withheld':
      return 'No band';
    default:
      return unreachable(band);
  }
}

/** The result in words: score, uncertainty and how much of the form stands behind it. */
export function resultSentence({ overall, band }: Pick<ReportDocument, 'overall' | 'band'>): string {
  const why = band.kind === 'withheld' ? ` ${band.why}` : '';
  const person = band.kind === 'between' ? ' The uncertainty crosses the line between the two: a person has to say which.' : '';
  switch (overall.kind) {
    case 'score':
      return `${scoreNumber(overall.score)} of 4${uncertainty(overall.standardError)}. ${graded(overall)}${person}${why}`;
    case 'none':
      return `${overall.why} ${graded(overall)}${why === ` ${overall.why}` ? '' : why}`;
    default:
      return unreachable(overall);
  }
}

function uncertainty(standardError: number | null): string {
  return standardError === null ? ', uncertainty unknown' : `, give or take ${scoreNumber(standardError)} (one standard error)`;
}

function graded({ graded: n, of }: ScoreOutcome): string {
  return `${n} of ${of} criteria graded.`;
}
