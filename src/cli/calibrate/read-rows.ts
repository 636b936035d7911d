import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '#app/banks/index.ts';
import { MAX_GOLD_BYTES, MAX_GOLD_ROWS } from '#app/protocol/index.ts';
import { BadInput } from '../terminal.ts';

const MOST_PROBLEMS = 50;

export interface Rows<T> {
  readonly file: string;
  readonly hash: string;
  readonly rows: readonly { readonly line: number; readonly value: T }[];
}

/** What is wrong with a file of rows, line by line; told all at once. */
export class Problems {
  readonly #sentences: { readonly line: number; readonly sentence: string }[] = [];

  constructor(private readonly file: string) {}

  add(line: number, sentence: string): void {
    this.#sentences.push({ line, sentence });
  }

  /** Throws BadInput when there is any. */
  throwIfAny(): void {
    if (this.#sentences.length === 0) return;
    const shown = this.#sentences
      .toSorted((one, other) => one.line - other.line)
      .slice(0, MOST_PROBLEMS)
      .map(({ line, sentence }) => `${this.file}:${line}: ${sentence}`);
    const more = this.#sentences.length - shown.length;
    throw new BadInput([...shown, ...(more > 0 ? [`and ${more} more.`] : [])].join('\n'));
  }
}

/** Reads a text file of at most `most` bytes. Throws BadInput. */
export function readBounded(file: string, most: number): string {
  try {
    if (statSync(file).size > most) throw new BadInput(`${file} is larger than ${Math.round(most / 1024 / 1024)} MiB. Split it.`);
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof BadInput) throw error;
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Reads JSON lines. Throws BadInput with every line that is not JSON, does not fit the schema, or repeats an id. */
export function readRows<T extends { readonly id: string }>(file: string, schema: z.ZodType<T>): Rows<T> {
  const text = readBounded(file, MAX_GOLD_BYTES);
  const problems = new Problems(file);
  const lines = text.split(/\r?\n/).map((content, index) => ({ line: index + 1, content }));
  const filled = lines.filter(({ content }) => content.trim() !== '');
  if (filled.length === 0) throw new BadInput(`${file} holds no line.`);
  if (filled.length > MAX_GOLD_ROWS) throw new BadInput(`${file} has more than ${MAX_GOLD_ROWS} lines. Split it.`);
  const firstLines = new Map<string, number>();
  const rows = filled.flatMap(({ line, content }) => {
    const parsed = schema.safeParse(parseJson(content));
    if (!parsed.success) {
      for (const sentence of sentencesOf(parsed.error)) problems.add(line, sentence);
      return [];
    }
    const { id } = parsed.data;
    const first = firstLines.get(id);
    if (first !== undefined) problems.add(line, `the id ${id} stands on line ${first} already.`);
    else firstLines.set(id, line);
    return [{ line, value: parsed.data }];
  });
  problems.throwIfAny();
  return { file: basename(file), hash: sha256(text), rows };
}

/** Undefined, which no schema takes, when it is not JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sentencesOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message, code }) => {
    if (path.length === 0 && code === 'invalid_type') return 'is not a JSON object on one line.';
    return path.length === 0 ? `${message}.` : `${path.map(String).join('.')}: ${message}.`;
  });
}
