import { plainLetters } from './plain-letters.ts';
import type { RubricWords } from './rubric-words.ts';

const oneOf = (patterns: readonly string[], flags: string) => new RegExp(`(?:${patterns.join('|')})`, flags);

/** Orders to forget what was asked. */
const ORDERS: readonly string[] = [
  String.raw`\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|above|earlier|rubric|marking|instructions)`,
  String.raw`\boverrides? (?:everything|anything|all)\b`,
];
/** Labels that claim to be somebody's finding. */
const LABELS: readonly string[] = [
  String.raw`\bverified quote`,
  String.raw`\bverbatim evidence`,
  String.raw`\binjection[_ ]detected`,
  String.raw`\bpre-?approved`,
];
/** Pieces of a protocol between programs: turns of a chat, the end of a document, a level in a field of its own, markup that acts. */
const PROTOCOL: readonly string[] = [
  String.raw`<\|\w{1,20}\|>`,
  String.raw`<\/\w{0,20}answer\w{0,20}>`,
  '<(?:score|grade|verdict|level)>',
  String.raw`"(?:score|grade|verdict|level)"\s{0,3}:\s{0,3}"?[0-4]\b(?!\.)`,
  String.raw`^(?:score|grade|verdict|level)\s{0,3}[:=]\s{0,3}[0-4]$`,
  String.raw`<script\b|\bdisplay:\s{0,3}none`,
];
/** Words of those who mark an exam and of those who hire. */
const OFFICE: readonly string[] = [
  String.raw`\brubric`,
  String.raw`\bregrad`,
  String.raw`\bgraders?(?![a-z])`,
  String.raw`\bgrading(?![a-z])`,
  String.raw`\bgrade (?:it|this|me|my)\b`,
  String.raw`\bmarking guide`,
  String.raw`\bmarkers?\b`,
  String.raw`\bfull (?:marks|credit)`,
  String.raw`\baward(?:ed|s)?\b`,
  String.raw`\bverdict`,
  String.raw`\bscoring key`,
  String.raw`\bscor(?:e|ing) (?:of |for )?(?:this|my) (?:answer|response|submission)`,
  String.raw`\bmark (?:it |this |me )?as (?:passed|correct)\b`,
  String.raw`\b(?:on|for) (?:every|all|each) criteri(?:on|a)\b|\bcriteri(?:on|a) (?:is|are) met\b`,
  String.raw`\bevidence for\b`,
  String.raw`\bhiring manager`,
  String.raw`\brecruiter`,
  String.raw`\binterviewer`,
  String.raw`\breference answer`,
  String.raw`\bwrote this question`,
  String.raw`\bquote this (?:line|sentence|answer)\b`,
  String.raw`\b(?:lower|raise|change) the (?:score|grade|level)s? of (?:the |all )?(?:next|other|previous) candidates?\b`,
  String.raw`\b(?:expert|anyone|anybody|everyone|everybody|whoever|person|human) (?:who is )?reading this\b`,
  String.raw`\bthis (?:text|message|answer) is (?:part of the question|safe|a test)\b`,
];

/**
 * Talk about grading in place of an answer. Ordinary words of the field (score, candidate, evidence, instruction, criterion, system)
 * are left out on purpose: "candidate generation scores 500 items" is an honest answer.
 */
const META = oneOf([...ORDERS, ...LABELS, ...PROTOCOL, ...OFFICE], 'gim');

/** Speaks to whoever grades, not merely about grading: a reason for a person to look. */
const TO_THE_GRADER = oneOf(
  [
    ...ORDERS,
    ...LABELS,
    ...PROTOCOL,
    String.raw`\b(?:award|give|grant|deserves?|apply|authori[sz]e|output|return)\b[^.!?]{0,40}\b(?:full (?:marks|credit)|maximum|highest)`,
    String.raw`\b(?:award|grade|rated?|record|regraded)\b (?:it |this |them |all |to ){0,2}[0-4]\b`,
    String.raw`\b[0-4] (?:on|for) (?:every|all|each) criteri`,
    String.raw`\bcriteri(?:on|a) (?:is|are) met\b|\bmeets (?:every|all) criteri`,
    String.raw`\bgraders? (?:should|must|may|has to|have to|to)\b|\bstop grading\b|\bgrading\w{0,20}\s?=`,
    String.raw`\b(?:new|updated|revised|official) (?:rubric|marking|scoring)|\brubric_|\bmarking guide|\bscoring key`,
    String.raw`\bscor(?:e|ing) (?:of |for )?(?:this|my) (?:answer|response|submission)|\bregrade`,
    String.raw`\bplease mark\b|\bbenefit of the doubt\b|\bwrote this question`,
  ],
  'im',
);

/** "… which satisfies <name of a criterion or check>": nobody who answers a question knows these names. */
const SATISFIES = /\bsatisf(?:y|ies) ([a-z][a-z0-9-]*)/g;

/** Words about grading in this text, apart from those that question and checks hold themselves; or the name of a check, as text written to be quoted has it. */
export function talksAboutGrading(text: string, { topic, statements }: RubricWords): boolean {
  const plain = asShown(text);
  if ([...plain.matchAll(META)].some((match) => !topic.includes(match[0].toLowerCase()))) return true;
  const lower = plain.toLowerCase();
  const satisfied = [...lower.matchAll(SATISFIES)].map((match) => match[1]);
  return statements.some(({ statement: { kind, ref } }) => {
    return kind !== 'false-check' && (lower.includes(ref) || ref.split('/').some((name) => satisfied.includes(name)));
  });
}

/** An order or a plea to the grader. Words inside quotation marks are being talked about, as in an honest answer on prompt injection. */
export function addressesGrader(text: string, words: RubricWords): boolean {
  const unquoted = withoutQuotedWords(asShown(text));
  return TO_THE_GRADER.test(unquoted) && talksAboutGrading(unquoted, words);
}

/** As it looks once unpacked: a string inside a string is read like any other. */
function asShown(text: string): string {
  return plainLetters(text).replaceAll('\\n', '\n').replace(/\\+"/g, '"');
}

function withoutQuotedWords(text: string): string {
  return text
    .split(/["\u201C\u201D]/)
    .filter((_, index) => index % 2 === 0)
    .join(' ');
}
