import type { PreparedAnswer } from '../prepare-answer.ts';
import { FALSE_CHECK, READABLE, type Statement } from '../statements.ts';

/** A statement under the short name by which the model knows it. */
export interface KeyedStatement {
  readonly key: string;
  readonly statement: Statement;
}

/**
 * Names the statements k1, k2, … so that neither a name nor the place in the list gives the two planted ones away: their places come from
 * the hash of the rubric, the same for every answer, which keeps the prompt prefix stable. Each pass has an order of its own, because
 * what a model says of a statement leans on where in the list it stands: the authored order, its reverse, and its second half first.
 */
export function keyStatements(answer: PreparedAnswer, pass: number): KeyedStatement[] {
  const all = answer.words.statements.map(({ statement }) => statement);
  const listed = inOrderOf(
    pass,
    all.filter((statement) => statement.ref !== FALSE_CHECK),
  );
  const hash = answer.sha256(`places of the planted statements: ${answer.question.rubric.contentHash}`);
  const planted = [...all.filter((statement) => statement.ref === FALSE_CHECK), READABLE];
  for (const [index, statement] of planted.entries()) {
    const place = Number.parseInt(hash.slice(8 * index, 8 * index + 8), 16) % (listed.length + 1);
    listed.splice(place, 0, statement);
  }
  return listed.map((statement, index) => ({ key: `k${index + 1}`, statement }));
}

function inOrderOf(pass: number, statements: readonly Statement[]): Statement[] {
  if (pass === 2) return statements.toReversed();
  const half = pass === 3 ? Math.floor(statements.length / 2) : 0;
  return [...statements.slice(half), ...statements.slice(0, half)];
}
