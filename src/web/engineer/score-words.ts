import type { BandOutcome, ScoreOutcome } from '#app/protocol/index.ts';
import { BAND_WORDS } from '#app/wording/index.ts';
import { unreachable } from '../parts/unreachable.ts';

/** `Meets the bar`; `Between near the bar and meets the bar`; `No band`. */
export function bandSentence(band: BandOutcome): string {
  switch (band.kind) {
    case 'band':
      return BAND_WORDS[band.band];
    case 'between':
      return `${BAND_WORDS[band.lower]} or ${BAND_WORDS[band.upper].toLowerCase()}`;
    case 'withheld':
      return 'No band';
    default:
      return unreachable(band);
  }
}

/** `2.71 ± 0.24`, or a dash where there is no score. */
export function scoreText(outcome: ScoreOutcome): string {
  if (outcome.kind === 'none') return '–';
  return outcome.standardError === null ? outcome.score.toFixed(2) : `${outcome.score.toFixed(2)} ± ${outcome.standardError.toFixed(2)}`;
}
