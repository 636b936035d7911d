import type { RubricWords } from './rubric-words.ts';

/**
 * Talk about grading in place of an answer. Ordinary words of the field (score, candidate, evidence, instruction, criterion, system)
 * are left out on purpose: "candidate generation scores 500 items" is an honest answer.
 */
const META =
  /\brubric|\bregrad|\bgraders?\b|\bgrading\b|\bmarking guide|\bmarkers?\b|\bfull (?:marks|credit)|\baward(?:ed|s)?\b|\bverdict|\bscoring key|\bhiring manager|\brecruiter|\binterviewer|\breference answer|\bverified quote|\bevidence for\b|\bverbatim evidence|\binjection[_ ]detected|\bpre-?approved|\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|above|earlier|rubric|marking|instructions)/gi;

/** Speaks to whoever grades, not merely about grading: a reason for a person to look. */
const TO_THE_GRADER =
  /\b(?:award|give|grant|deserves?|apply|authorise|authorize)\b[^.!?]{0,40}\b(?:full (?:marks|credit)|maximum|highest)|\b(?:ignore|disregard|forget) (?:all |any |the )?(?:previous|above|earlier|rubric|marking|instructions)|\bmarking guide|\bscoring key|\bpre-?approved|\binjection_detected|\bverified quote|\bverbatim evidence|\bregrade/i;

/** Words about grading in this text, apart from those that question and checks hold themselves; or the name of a check, as text written to be quoted has it. */
export function talksAboutGrading(text: string, { topic, statements }: RubricWords): boolean {
  if ([...text.matchAll(META)].some((match) => !topic.includes(match[0].toLowerCase()))) return true;
  const lower = text.toLowerCase();
  return statements.some(({ statement }) => statement.kind !== 'false-check' && lower.includes(statement.ref));
}

/** An order or a plea to the grader. Words inside quotation marks are being talked about, as in an honest answer on prompt injection. */
export function addressesGrader(text: string, words: RubricWords): boolean {
  const unquoted = withoutQuotedWords(text);
  return talksAboutGrading(unquoted, words) && TO_THE_GRADER.test(unquoted);
}

function withoutQuotedWords(text: string): string {
  return text
    .split(/["\u201C\u201D]/)
    .filter((_, index) => index % 2 === 0)
    .join(' ');
}
