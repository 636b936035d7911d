import type { PreparedAnswer } from '../prepare-answer.ts';
import { FALSE_CHECK, type Statement } from '../statements.ts';

/** A statement under the short name by which the model knows it. */
export interface KeyedStatement {
  readonly key: string;
  readonly statement: Statement;
}

/**
 * Names the statements k1, k2, … so that neither a name nor the place in the list gives the false check away: its place comes from
 * the hash of the rubric, the same for every answer, which keeps the prompt prefix stable.
 */
export function keyStatements(answer: PreparedAnswer): KeyedStatement[] {
  const all = answer.words.statements.map(({ statement }) => statement);
  const real = all.filter((statement) => statement.ref !== FALSE_CHECK);
  const planted = all.filter((statement) => statement.ref === FALSE_CHECK);
  const hash = answer.sha256(`place of the false check: ${answer.question.rubric.contentHash}`);
  const place = Number.parseInt(hash.slice(0, 8), 16) % (real.length + 1);
  return [...real.slice(0, place), ...planted, ...real.slice(place)].map((statement, index) => ({ key: `k${index + 1}`, statement }));
}
