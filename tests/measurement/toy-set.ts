import type { CalibrationRow } from '#app/measurement/index.ts';

const QUESTIONS: Readonly<Record<string, { readonly human: number[]; readonly machine: number[]; readonly tokens: number[] }>> = {
  A: { human: [0, 2, 4, 3], machine: [0.1, 0.55, 0.8, 0.7], tokens: [5, 20, 40, 22] },
  B: { human: [1, 3, 4, 0], machine: [0.3, 0.6, 0.95, 0.2], tokens: [10, 30, 25, 3] },
  C: { human: [2, 2, 4, 1], machine: [0.45, 0.65, 0.75, 0.4], tokens: [12, 30, 35, 15] },
};

export const TOY_LEVELS = 5;

/** Twelve answers to three questions, human levels 0 to 4 as scores 0..1. */
export const TOY_ROWS: readonly CalibrationRow[] = Object.entries(QUESTIONS).flatMap(([questionId, { human, machine, tokens }]) =>
  human.map((level, at) => ({
    id: `${questionId}${at}`,
    questionId,
    human: [level / 4],
    machine: machine[at],
    contentTokens: tokens[at] ?? 0,
    blank: false,
  })),
);
