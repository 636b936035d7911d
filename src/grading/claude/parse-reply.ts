import type { Claim } from '../grader.ts';
import { normalise } from '../text/normalise.ts';
import type { KeyedStatement } from './keyed-statements.ts';
import { type ModelReply, replySchema } from './reply-schema.ts';
import { faultInJson } from './scan-json.ts';

export const MAX_REPLY_BYTES = 256 * 1024;
const MAX_PROBLEMS = 8;

export type ParsedReply =
  | { readonly ok: true; readonly claims: readonly Claim[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Checks a reply from the outside in: size, structure of the text, JSON, schema, one entry for each statement, segments that exist.
 * The problems are sentences of ours with places in them, fit to be sent back: they never repeat the reply, which may hold the candidate's words.
 */
export function parseReply(text: string, statements: readonly KeyedStatement[], segments: number): ParsedReply {
  if (text.trim() === '') return failed('The reply is empty.');
  if (text.length > MAX_REPLY_BYTES || new TextEncoder().encode(text).length > MAX_REPLY_BYTES) return failed('The reply is too long.');
  const fault = faultInJson(text);
  if (fault) return failed(`The reply ${fault}.`);
  const json = parseJson(text);
  if (json === undefined) return failed('The reply is not one JSON object and nothing else.');
  const parsed = replySchema(statements.map(({ key }) => key)).safeParse(json);
  if (!parsed.success) return failed(...parsed.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.code.replaceAll('_', ' ')}`));
  const problems = [...countProblems(parsed.data, statements), ...segmentProblems(parsed.data, segments)];
  return problems.length > 0 ? failed(...problems) : { ok: true, claims: claimsFrom(parsed.data, statements) };
}

function failed(...problems: string[]): ParsedReply {
  return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the reply' : path.map(String).join('.');
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

function claimsFrom(reply: ModelReply, statements: readonly KeyedStatement[]): Claim[] {
  return statements.flatMap(({ key, statement }) => {
    const finding = reply.findings.find((each) => each.check === key);
    // The reason is shown to a reviewer: direction overrides and control characters of a hostile text must not come along.
    return finding
      ? [{ ref: statement.ref, verdict: finding.verdict, quotes: finding.quotes, reason: normalise(finding.reason).text }]
      : [];
  });
}
