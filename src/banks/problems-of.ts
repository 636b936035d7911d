import type { ParsedFile, Problem } from './parse-yaml.ts';

/** Makes problems of one file: the path of the faulty part becomes its line. */
export function problemsOf({ file, lineOf }: { readonly file: string } & Pick<ParsedFile<unknown>, 'lineOf'>) {
  return (path: readonly PropertyKey[], message: string, remedy: string): Problem => ({ file, line: lineOf(path), message, remedy });
}
