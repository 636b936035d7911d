import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { Bank, Rubric } from '#app/protocol/index.ts';
import { type Hashes, hashBank, hashRubric } from './content-hash.ts';
import { ContentLock, emptyLock, LOCK_FILE } from './content-lock.ts';
import { type ParsedFile, type Problem, parseYaml } from './parse-yaml.ts';

export interface LoadedBank extends Hashes {
  readonly ref: string;
  readonly file: string;
  readonly bank: Bank;
  lineOf(path: readonly PropertyKey[]): number;
}

export interface LoadedRubric extends Hashes {
  readonly ref: string;
  readonly file: string;
  readonly rubric: Rubric;
  lineOf(path: readonly PropertyKey[]): number;
}

/** All authored content of an installation, parsed and hashed, and what was wrong with it. */
export interface Content {
  readonly banks: ReadonlyMap<string, LoadedBank>;
  readonly rubrics: ReadonlyMap<string, LoadedRubric>;
  readonly lock: ContentLock;
  readonly problems: readonly Problem[];
}

/**
 * Reads `<banksDir>/<id>/<version>.yaml` and `<rubricsDir>/<id>/<version>.yaml`. Files that do not parse are left out and
 * named in `problems`; a folder that does not exist is a problem too. Names come from a directory listing, never from a
 * request, so no reference can point outside the folders.
 */
export function loadContent(dirs: { readonly banksDir: string; readonly rubricsDir: string }): Content {
  const problems: Problem[] = [];
  const rubrics = new Map<string, LoadedRubric>();
  for (const [file, parsed] of readVersions(dirs.rubricsDir, Rubric, problems)) {
    const ref = `${parsed.value.rubric}@${parsed.value.version}`;
    checkFileName(file, ref, problems);
    rubrics.set(ref, { ref, file, rubric: parsed.value, lineOf: parsed.lineOf, ...hashRubric(parsed.value) });
  }
  const banks = new Map<string, LoadedBank>();
  for (const [file, parsed] of readVersions(dirs.banksDir, Bank, problems)) {
    const ref = `${parsed.value.bank}@${parsed.value.version}`;
    checkFileName(file, ref, problems);
    const hashes = hashBank(parsed.value, (rubric) => rubrics.get(rubric)?.structureHash ?? 'missing');
    banks.set(ref, { ref, file, bank: parsed.value, lineOf: parsed.lineOf, ...hashes });
  }
  return { banks, rubrics, lock: readLock(join(dirs.banksDir, LOCK_FILE), problems), problems };
}

function* readVersions<S extends z.ZodType>(root: string, schema: S, problems: Problem[]): Generator<[string, ParsedFile<z.output<S>>]> {
  if (!existsSync(root)) {
    problems.push({
      file: root,
      line: null,
      message: 'does not exist',
      remedy: 'Point ASSAY_BANKS and ASSAY_RUBRICS at existing folders.',
    });
    return;
  }
  for (const folder of readdirSync(root, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!folder.isDirectory()) continue;
    for (const entry of readdirSync(join(root, folder.name), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue;
      const file = join(root, folder.name, entry.name);
      const parsed = parseYaml(file, readFileSync(file, 'utf8'), schema);
      if (Array.isArray(parsed)) problems.push(...parsed);
      else yield [file, parsed];
    }
  }
}

function checkFileName(file: string, ref: string, problems: Problem[]): void {
  const [id, version] = ref.split('@');
  if (!file.endsWith(join(`${id}`, `${version}.yaml`))) {
    problems.push({ file, line: 1, message: `holds ${ref}`, remedy: `Move it to ${id}/${version}.yaml, or correct its id and version.` });
  }
}

function readLock(file: string, problems: Problem[]): ContentLock {
  if (!existsSync(file)) return emptyLock;
  const parsed = parseYaml(file, readFileSync(file, 'utf8'), ContentLock);
  if (!Array.isArray(parsed)) return parsed.value;
  problems.push(...parsed);
  return emptyLock;
}

/** Only published versions are asked of candidates: a draft may still change under them. */
export function isPublished(content: Content, ref: string): boolean {
  return content.lock.banks[ref] !== undefined;
}

/** The lock with one bank version and the rubrics it uses added; versions locked before keep their entry. */
export function lockWith(content: Content, ref: string): ContentLock {
  const bank = content.banks.get(ref);
  if (!bank) throw new Error(`no bank ${ref}`);
  const entry = ({ contentHash, structureHash }: Hashes) => ({ contentHash, structureHash });
  const rubrics = bank.bank.questions.flatMap((question) => content.rubrics.get(question.rubric) ?? []);
  return {
    ...content.lock,
    banks: { [ref]: entry(bank), ...content.lock.banks },
    rubrics: { ...Object.fromEntries(rubrics.map((rubric) => [rubric.ref, entry(rubric)])), ...content.lock.rubrics },
  };
}
