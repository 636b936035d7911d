import type { Claim } from '../grader.ts';
import { READABLE_CHECK } from '../statements.ts';
import { normalise } from '../text/normalise.ts';
import type { Parsed } from './ask-model.ts';
import type { KeyedStatement } from './keyed-statements.ts';
import { failed, parseJsonReply } from './parse-json-reply.ts';
import { type ModelReply, replySchema } from './reply-schema.ts';

/** Checks a reply from the outside in: as JSON of its schema, then one entry for each statement, segments that exist, a text that was read. */
export function parseReply(text: string, statements: readonly KeyedStatement[], segments: number): Parsed<readonly Claim[]> {
  const parsed = parseJsonReply(text, replySchema(statements.map(({ key }) => key)));
  if (!parsed.ok) return parsed;
  const problems = [
    ...countProblems(parsed.value, statements),
    ...segmentProblems(parsed.value, segments),
    ...readableProblems(parsed.value, statements),
  ];
  return problems.length > 0 ? failed(problems) : { ok: true, value: claimsFrom(parsed.value, statements) };
}

function countProblems(reply: ModelReply, statements: readonly KeyedStatement[]): string[] {
  return statements.flatMap(({ key }) => {
    const count = reply.findings.filter((finding) => finding.check === key).length;
    if (count === 1) return [];
    return [count === 0 ? `There is no entry for ${key}.` : `There are ${count} entries for ${key}; there must be one.`];
  });
}

function segmentProblems(reply: ModelReply, segments: number): string[] {
  return reply.findings.flatMap(({ check, quotes }) =>
    quotes.flatMap(({ segment }) =>
      segment >= 1 && segment <= segments ? [] : [`${check}: there is no segment of that number; they run from 1 to ${segments}.`],
    ),
  );
}

/** A model that does not find a word in a text that has some has not read it. */
function readableProblems(reply: ModelReply, statements: readonly KeyedStatement[]): string[] {
  return statements.flatMap(({ key, statement }) => {
    if (statement.ref !== READABLE_CHECK) return [];
    const misread = reply.findings.some((finding) => finding.check === key && finding.verdict !== 'met');
    return misread ? [`${key} is true of every text with a word in it: read the segments again.`] : [];
  });
}

function claimsFrom(reply: ModelReply, statements: readonly KeyedStatement[]): Claim[] {
  return statements.flatMap(({ key, statement }) => {
    if (statement.ref === READABLE_CHECK) return [];
    const finding = reply.findings.find((each) => each.check === key);
    // The reason is shown to a reviewer: direction overrides and control characters of a hostile text must not come along.
    return finding
      ? [{ ref: statement.ref, verdict: finding.verdict, quotes: finding.quotes, reason: normalise(finding.reason).text }]
      : [];
  });
}
