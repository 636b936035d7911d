const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return [...words.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
}

/** The prose of a prompt: what stands outside lines of three backticks (code, data and tables). */
export function proseOf(prompt: string): string {
  return prompt.replace(/^```[^\n]*\n[\s\S]*?^```\s*$/gm, '\n').trim();
}

/**
 * Automated Readability Index: about the school year (United States) in which a text can be read, from letters per word and
 * words per sentence. A line end ends a sentence, so that a list is not read as one.
 * Source: Smith and Senter, Automated Readability Index, AMRL-TR-66-220 (1967).
 */
export function readingGrade(text: string): number {
  const found = wordsOf(text);
  const lines = text.split('\n').flatMap((line) => [...sentences.segment(line)].map((part) => part.segment));
  const count = lines.filter((line) => wordsOf(line).length > 0).length;
  if (found.length === 0) return 0;
  const letters = found.join('').length;
  return 4.71 * (letters / found.length) + 0.5 * (found.length / count) - 21.43;
}
