import type { Finding, Rubric, Verdict } from '#app/protocol/index.ts';
import type { TextCap } from './answer-shape.ts';
import type { Pass } from './grader.ts';
import { isNearEdge, levelOf } from './levels.ts';

/** From what earns nothing to what earns all. */
const WORTH: readonly Verdict[] = ['contradicted', 'not-met', 'cannot-tell', 'partial', 'met'];
/** A level that moves by more than this between passes is for a person to say. */
const TOLERATED_SPREAD = 1;

export interface PanelState {
  readonly rubric: Rubric;
  readonly caps: readonly TextCap[];
  /** Findings of the passes so far, each with its quotes verified. At least one. */
  readonly passes: readonly (readonly Finding[])[];
  /** Segments that speak to the grader. */
  readonly flagged: ReadonlySet<number>;
  /** Passes the grader can make. */
  readonly most: number;
}

/**
 * The pass to make next, or null when enough is known: a second one when half a point or a single misconception decides some criterion's
 * level, or when something in the answer speaks to the grader (then without those segments, so that they cannot have moved it); a third
 * one when two passes give different levels.
 */
export function nextPass({ rubric, caps, passes, flagged, most }: PanelState): Pass | null {
  const [first = [], second] = passes;
  if (passes.length >= most) return null;
  const next = { pass: passes.length + 1, leaveOut: flagged };
  if (second === undefined) return flagged.size > 0 || rubric.criteria.some((each) => isNearEdge(each, first, caps)) ? next : null;
  if (passes.length > 2) return null;
  return rubric.criteria.some((each) => levelOf(each, first, caps) !== levelOf(each, second, caps)) ? next : null;
}

/**
 * One finding for each check out of several passes: of two the one that is worth less, of three the middle one; the least of all when
 * something spoke to the grader. A misconception holds only when most passes found it, since a false alarm costs the candidate. Quotes
 * and reason are those of the first pass that gave this verdict; what a pass could not match is kept, whichever pass it was.
 */
export function combinePasses(passes: readonly (readonly Finding[])[], flagged: boolean): Finding[] {
  const [first = []] = passes;
  return first.map(({ check, kind }) => {
    const own = passes.flatMap((findings) => findings.filter((finding) => finding.check === check));
    const byWorth = own.toSorted((one, other) => WORTH.indexOf(one.verdict) - WORTH.indexOf(other.verdict));
    const middle = Math.floor((own.length - 1) / 2);
    const chosen = byWorth[flagged && kind === 'check' ? 0 : middle] as Finding;
    const shown = own.find(({ verdict }) => verdict === chosen.verdict) as Finding;
    return {
      ...shown,
      unmatched: distinct(
        own.flatMap(({ unmatched }) => unmatched),
        ({ turnId, start, end }) => `${turnId} ${start} ${end}`,
      ),
      rejected: distinct(
        own.flatMap(({ rejected }) => rejected),
        ({ text, why }) => `${why} ${text}`,
      ),
      passes: own.map(({ verdict }) => verdict),
    };
  });
}

/** Some criterion's level differs between passes by more than one. */
export function passesDisagree({ rubric, caps, passes }: Pick<PanelState, 'rubric' | 'caps' | 'passes'>): boolean {
  return rubric.criteria.some((criterion) => {
    const levels = passes.map((findings) => levelOf(criterion, findings, caps));
    return Math.max(...levels) - Math.min(...levels) > TOLERATED_SPREAD;
  });
}

function distinct<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}
