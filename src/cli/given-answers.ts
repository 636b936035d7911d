import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { GivenAnswer } from './simulated-candidate.ts';
import { CommandFailed } from './terminal.ts';

const AnswersFile = z.record(z.string(), z.strictObject({ answer: z.string(), probes: z.array(z.string()).optional() }));

/** `{question id: {answer, probes?: [..]}}` as YAML or JSON (which is YAML). */
export function readGivenAnswers(file: string): ReadonlyMap<string, GivenAnswer> {
  let raw: unknown;
  try {
    raw = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError)
      throw new CommandFailed(`${file} is neither YAML nor JSON: ${error.message.split('\n')[0]}`);
    throw new CommandFailed(`${file} cannot be read: ${(error as Error).message}`);
  }
  const parsed = AnswersFile.safeParse(raw ?? {});
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const [issue] = parsed.error.issues;
  throw new CommandFailed(`${file}: ${issue?.path.join('.')}: ${issue?.message}. Write {question id: {answer: text, probes: [text]}}.`);
}
