import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { BadInput } from '../../terminal.ts';
import { readBounded } from '../read-rows.ts';
import { KEY_FILE, PacketKey, SavedRatings } from './packet-key.ts';

const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MOST_PROBLEMS = 50;
const MOST_NAMED = 10;
const CANNOT_RATE = /^(?:x|-|–|cannot(?: rate)?)$/i;

/** One level given by one person; null where that person could not rate. */
interface Entry {
  /** `file:line`, for people. */
  readonly place: string;
  readonly rater: string;
  readonly answer: number;
  readonly criterion: string;
  readonly level: number | null;
}

export interface CollectedRatings {
  readonly key: PacketKey;
  /** By answer number: rater → criterion → level. What could not be rated is missing. */
  readonly byAnswer: ReadonlyMap<number, ReadonlyMap<string, ReadonlyMap<string, number>>>;
  /** What is not there, in sentences. */
  readonly missing: readonly string[];
}

/** Reads the key and every rater's file of a folder. Throws BadInput with all unusable and contradictory entries; never fills a gap. */
export function collectRatings(folder: string): CollectedRatings {
  const key = readKey(join(folder, KEY_FILE));
  const problems: string[] = [];
  const files = readdirSync(folder).filter((name) => name !== KEY_FILE && ['.json', '.csv'].includes(extname(name)));
  const entries = files.toSorted().flatMap((name) => {
    const path = join(folder, name);
    const text = readBounded(path, MAX_FILE_BYTES);
    return extname(name) === '.csv' ? fromTable(name, text, key, problems) : fromPage(name, text, key, problems);
  });
  const criteria = new Map(key.answers.map((answer) => [answer.number, answer.criteria]));
  const kept = new Map<string, Entry>();
  for (const entry of entries) {
    const { place, rater, answer, criterion, level } = entry;
    const own = criteria.get(answer);
    const id = `${answer} ${rater} ${criterion}`;
    const before = kept.get(id);
    if (!own) problems.push(`${place}: the packet has no answer ${answer}.`);
    else if (!own.includes(criterion)) problems.push(`${place}: answer ${answer} has no criterion ${criterion}; it has ${own.join(', ')}.`);
    else if (before && before.level !== level)
      problems.push(
        `${place}: ${rater} gives answer ${answer}, ${criterion}, ${inWords(level)} here and ${inWords(before.level)} at ${before.place}.`,
      );
    else kept.set(id, entry);
  }
  if (problems.length > 0) {
    const more = problems.length - MOST_PROBLEMS;
    throw new BadInput([...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more} more.`] : [])].join('\n'));
  }
  return { key, byAnswer: levelsByAnswer([...kept.values()]), missing: missingFrom(key, kept, criteria) };
}

function readKey(path: string): PacketKey {
  const parsed = PacketKey.safeParse(parseJson(readBounded(path, MAX_FILE_BYTES)));
  if (parsed.success) return parsed.data;
  throw new BadInput(`${path} is not the key of a packet: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}.`);
}

function fromPage(name: string, text: string, { packet }: PacketKey, problems: string[]): Entry[] {
  const raw = parseJson(text);
  const parsed = SavedRatings.safeParse(raw);
  if (raw === undefined) {
    problems.push(`${name}: is not JSON.`);
    return [];
  }
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems.push(`${name}: ${path.map(String).join('.') || 'the file'}: ${message}.`);
    return [];
  }
  if (parsed.data.packet !== packet) {
    problems.push(`${name}: belongs to another packet (${parsed.data.packet}).`);
    return [];
  }
  const { rater, ratings } = parsed.data;
  return ratings.map((rating, index) => ({ place: `${name}, entry ${index + 1}`, rater, ...rating }));
}

/** Commas, semicolons or tabs, as spreadsheets write them; an empty level is not given yet. The file's name says who rated. */
function fromTable(name: string, text: string, { raters }: PacketKey, problems: string[]): Entry[] {
  const rater = raters.find((each) => name.startsWith(each));
  if (rater === undefined) {
    problems.push(`${name}: begins with no rater of the packet (${raters.join(', ')}).`);
    return [];
  }
  const [head = '', ...lines] = text.split(/\r?\n/);
  const separator = [',', ';', '\t'].find((each) => head.includes(each)) ?? ',';
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  if (cells(head).join(',').toLowerCase() !== 'answer,criterion,level') {
    problems.push(`${name}:1: the first line is not answer,criterion,level.`);
    return [];
  }
  return lines.flatMap((line, index): Entry[] => {
    const [answer = '', criterion = '', level = ''] = cells(line);
    if (level === '') return [];
    const place = `${name}:${index + 2}`;
    if (!/^\d{1,6}$/.test(answer)) problems.push(`${place}: “${answer}” is no number of an answer.`);
    else if (CANNOT_RATE.test(level)) return [{ place, rater, answer: Number(answer), criterion, level: null }];
    else if (/^[0-4]$/.test(level)) return [{ place, rater, answer: Number(answer), criterion, level: Number(level) }];
    else problems.push(`${place}: “${level}” is no level; write 0, 1, 2, 3, 4, or x for cannot rate.`);
    return [];
  });
}

function levelsByAnswer(entries: readonly Entry[]): CollectedRatings['byAnswer'] {
  const byAnswer = new Map<number, Map<string, Map<string, number>>>();
  for (const { answer, rater, criterion, level } of entries) {
    if (level === null) continue;
    const raters = byAnswer.get(answer) ?? new Map<string, Map<string, number>>();
    const levels = raters.get(rater) ?? new Map<string, number>();
    byAnswer.set(answer, raters.set(rater, levels.set(criterion, level)));
  }
  return byAnswer;
}

function missingFrom(
  { raters, answers }: PacketKey,
  kept: ReadonlyMap<string, Entry>,
  criteria: ReadonlyMap<number, readonly string[]>,
): string[] {
  return raters.flatMap((rater) => {
    const open = answers.flatMap(({ number }) =>
      (criteria.get(number) ?? [])
        .filter((criterion) => !kept.has(`${number} ${rater} ${criterion}`))
        .map((criterion) => `${number} ${criterion}`),
    );
    if (open.length === 0) return [];
    const more = open.length > MOST_NAMED ? ` and ${open.length - MOST_NAMED} more` : '';
    return [`${rater}: ${open.length} ratings are missing: ${open.slice(0, MOST_NAMED).join(', ')}${more}.`];
  });
}

function inWords(level: number | null): string {
  return level === null ? 'cannot rate' : `level ${level}`;
}

/** Undefined, which no schema takes, when it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
