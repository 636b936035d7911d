import type { CSSProperties } from 'react';

const TOP = 4;

const at = (score: number): string => `${(Math.min(TOP, Math.max(0, score)) / TOP) * 100}%`;

interface ScoreBarProps {
  readonly score: number;
  readonly standardError: number | null;
  readonly bar: number;
}

/** A score on the scale 0 to 4, one standard error to each side, and the bar. Always beside its numbers, so it is decoration. */
export function ScoreBar({ score, standardError, bar }: ScoreBarProps) {
  const places = {
    '--score': at(score),
    '--from': at(score - (standardError ?? 0)),
    '--to': at(score + (standardError ?? 0)),
    '--bar': at(bar),
  } as CSSProperties;
  return (
    <span className="score-bar" style={places} aria-hidden="true">
      <span className="score-bar__fill" />
      {standardError !== null && <span className="score-bar__error" />}
      <span className="score-bar__bar" />
    </span>
  );
}

/** A level of 0 to 4 as four steps. Always beside its number. */
export function LevelSteps({ level }: { readonly level: number }) {
  return (
    <span className="level-steps" aria-hidden="true">
      {[1, 2, 3, 4].map((step) => (
        <span key={step} className={step <= level ? 'is-reached' : ''} />
      ))}
    </span>
  );
}
