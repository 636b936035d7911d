import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** A fault in a content file, with the place and what to do about it. */
export interface Problem {
  readonly file: string;
  /** 1-based; null when the fault has no single place. */
  readonly line: number | null;
  readonly message: string;
  readonly remedy: string;
}

/** A parsed file, and where each part of it stands. */
export interface ParsedFile<T> {
  readonly value: T;
  /** 1-based line of the value at this path, or of its nearest ancestor. */
  lineOf(path: readonly PropertyKey[]): number;
}

const MAX_BYTES = 256 * 1024;
const MAX_PROBLEMS_PER_FILE = 20;

/**
 * Parses one content file. Aliases are refused and the size is bounded before parsing, so that no file can grow in memory
 * (alias bombs); types come from the core schema only, so that no tag builds an object.
 */
export function parseYaml<S extends z.ZodType>(file: string, text: string, schema: S): ParsedFile<z.output<S>> | Problem[] {
  if (Buffer.byteLength(text) > MAX_BYTES) {
    return [{ file, line: null, message: `is larger than ${MAX_BYTES / 1024} KiB`, remedy: 'Split it into several files.' }];
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: '1.2', schema: 'core', lineCounter, uniqueKeys: true });
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
    }
    return 1;
  };
  if (document.errors.length > 0) {
    return document.errors.slice(0, MAX_PROBLEMS_PER_FILE).map((error) => ({
      file,
      line: lineCounter.linePos(error.pos[0]).line,
      message: `is not valid YAML: ${error.message.split('\n')[0]}`,
      remedy: 'Mend the YAML at this line.',
    }));
  }
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return [{ file, line: null, message: 'uses a YAML alias', remedy: 'Write the text out instead of pointing at it with *alias.' }];
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, lineOf };
  return parsed.error.issues.slice(0, MAX_PROBLEMS_PER_FILE).map((issue) => ({
    file,
    line: lineOf(issue.path),
    message: `${issue.path.length > 0 ? issue.path.join('.') : 'the file'}: ${issue.message}`,
    remedy: 'Change the value so that it fits the format in docs/writing-questions.md.',
  }));
}
