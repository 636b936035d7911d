import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parse as parseDotenv } from 'dotenv';
import { z } from 'zod';

const packageRoot = resolve(import.meta.dirname, '..');

interface Setting {
  readonly env: string;
  readonly schema: z.ZodType<string | number>;
  /** Null: unset means off, or worked out from other settings. */
  readonly fallback: string | null;
  readonly secret?: true;
  readonly says: string;
}

const text = z.string().min(1, 'is empty');
const url = z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).transform((value) => value.replace(/\/$/, ''));
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a number')
  .transform(Number)
  .refine((value) => value <= 65_535, 'is not a port (0 to 65535)');
const dollars = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, 'is not an amount in US dollars, such as 25 or 12.50')
  .transform(Number)
  .refine((value) => value > 0, 'is not more than 0');
const count = z
  .string()
  .regex(/^\d{1,3}$/, 'is not a number')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 64, 'is not between 1 and 64');

/** Every setting of the product. What is not here cannot be set. */
export const SETTINGS = {
  port: { env: 'PORT', schema: port, fallback: '3000', says: 'Port to listen on; 0 takes a free one.' },
  host: { env: 'HOST', schema: text, fallback: '127.0.0.1', says: 'Address to listen on; 0.0.0.0 for all.' },
  publicUrl: {
    env: 'ASSAY_PUBLIC_URL',
    schema: url,
    fallback: null,
    says: 'Where people reach the server. Default: http://localhost:PORT.',
  },
  data: { env: 'ASSAY_DATA', schema: text, fallback: 'data', says: 'Folder of the database, the secret and the mail outbox.' },
  reports: { env: 'ASSAY_REPORTS', schema: text, fallback: 'reports', says: 'Folder that reports are written to.' },
  banks: { env: 'ASSAY_BANKS', schema: text, fallback: join(packageRoot, 'question-banks'), says: 'Folder of question banks.' },
  rubrics: { env: 'ASSAY_RUBRICS', schema: text, fallback: join(packageRoot, 'rubrics'), says: 'Folder of rubrics.' },
  grader: {
    env: 'ASSAY_GRADER',
    schema: z.enum(['offline', 'claude'], 'is neither offline nor claude'),
    fallback: null,
    says: 'Which grader grades: claude or offline. Default: claude when a key or base URL is set.',
  },
  modelGrader: { env: 'ASSAY_MODEL_GRADER', schema: text, fallback: null, says: 'Model that grades.' },
  modelInterviewer: {
    env: 'ASSAY_MODEL_INTERVIEWER',
    schema: text,
    fallback: null,
    says: 'Model that looks for open checks during a screen.',
  },
  modelEntailment: {
    env: 'ASSAY_MODEL_ENTAILMENT',
    schema: text,
    fallback: null,
    says: 'Model that reads quotes again, without the answer around them, and says whether they show what they are quoted for.',
  },
  modelPanel: {
    env: 'ASSAY_MODEL_PANEL',
    schema: text,
    fallback: null,
    says: 'Model of the second and third reading of an answer. Default: the one that grades.',
  },
  dailyBudgetUsd: {
    env: 'ASSAY_DAILY_BUDGET_USD',
    schema: dollars,
    fallback: null,
    says: 'US dollars that models may cost in a day, such as 25 or 12.50; what is left to grade then waits for the next day. Counts calls whose price is known: those to Anthropic. Default: no limit.',
  },
  gradingLanes: { env: 'ASSAY_GRADING_LANES', schema: count, fallback: '8', says: 'Calls for grading that are under way at once.' },
  anthropicKey: { env: 'ANTHROPIC_API_KEY', schema: text, fallback: null, secret: true, says: 'Key of the Claude API.' },
  anthropicBaseUrl: {
    env: 'ANTHROPIC_BASE_URL',
    schema: url,
    fallback: null,
    says: 'A server that speaks the same Messages API, such as one of your own.',
  },
  smtpUrl: {
    env: 'SMTP_URL',
    schema: z.url({ protocol: /^smtps?$/, error: 'is not an smtp or smtps address' }),
    fallback: null,
    secret: true,
    says: 'Mail server, smtp://user:password@host:port. Default: mail is written to the outbox folder.',
  },
  mailFrom: {
    env: 'ASSAY_MAIL_FROM',
    schema: z.email('is not a mail address'),
    fallback: 'assay@localhost.localdomain',
    says: 'Sender of mails.',
  },
  retention: {
    env: 'ASSAY_RETENTION',
    schema: text,
    fallback: 'until the hiring company deletes them',
    says: 'How long answers are kept, as the notice says it after “kept”.',
  },
  log: {
    env: 'ASSAY_LOG',
    schema: z.enum(['silent', 'error', 'warn', 'info'], 'is not silent, error, warn or info'),
    fallback: 'warn',
    says: 'How much is logged.',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null: http://localhost with the port really taken. */
  readonly publicUrl: string | null;
  readonly data: string;
  readonly reports: string;
  readonly banks: string;
  readonly rubrics: string;
  readonly grader: 'offline' | 'claude';
  readonly modelGrader: string | null;
  readonly modelInterviewer: string | null;
  readonly modelEntailment: string | null;
  /** Null: the model that grades. */
  readonly modelPanel: string | null;
  /** Null: no limit. */
  readonly dailyBudgetUsd: number | null;
  readonly gradingLanes: number;
  readonly anthropicKey: string | null;
  readonly anthropicBaseUrl: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  readonly retention: string;
  readonly log: 'silent' | 'error' | 'warn' | 'info';
}

/** One setting as `assay config` shows it. */
export interface SettingInForce {
  readonly name: SettingName;
  readonly env: string;
  /** Secrets are masked. */
  readonly value: string | null;
  readonly from: 'flag' | 'environment' | '.env' | 'default';
  readonly says: string;
}

export class BadSettings extends Error {
  override readonly name = 'BadSettings';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** What keeps the product from starting, in sentences that say what to do: all of it at once. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

export interface Sources {
  readonly flags: Readonly<Partial<Record<SettingName, string | undefined>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text of the `.env` file, or empty. */
  readonly dotenv: string;
  readonly cwd: string;
}

/** The settings as flags, then the environment, then `.env`, then defaults give them. Throws BadSettings with every problem at once. */
export function parseConfig(sources: Sources): { config: Config; inForce: readonly SettingInForce[] } {
  const file = parseDotenv(sources.dotenv);
  const problems: string[] = [];
  const inForce: SettingInForce[] = [];
  const values = new Map<SettingName, string | number | null>();
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const setting: Setting = SETTINGS[name];
    const [from, raw] = firstSet(
      ['flag', sources.flags[name]],
      ['environment', sources.env[setting.env]],
      ['.env', file[setting.env]],
      ['default', setting.fallback ?? undefined],
    );
    if (raw === undefined) {
      values.set(name, null);
      inForce.push({ name, env: setting.env, value: null, from: 'default', says: setting.says });
      continue;
    }
    const parsed = setting.schema.safeParse(raw);
    if (parsed.success) values.set(name, parsed.data);
    else
      problems.push(
        `${setting.env} ${parsed.error.issues[0]?.message ?? 'is not valid'} (${setting.secret ? 'value not shown' : `“${raw}”`}, from ${from === 'flag' ? 'a flag' : `the ${from}`}).`,
      );
    inForce.push({ name, env: setting.env, value: setting.secret ? mask(raw) : raw, from, says: setting.says });
  }
  const hasModel = values.get('anthropicKey') != null || values.get('anthropicBaseUrl') != null;
  if (values.get('grader') === 'claude' && !hasModel) {
    problems.push('ASSAY_GRADER is claude, but neither ANTHROPIC_API_KEY nor ANTHROPIC_BASE_URL is set.');
  }
  if (problems.length > 0) throw new BadSettings(problems);
  const grader = values.get('grader') ?? (hasModel ? 'claude' : 'offline');
  const folder = (name: SettingName) => {
    const path = String(values.get(name));
    return isAbsolute(path) ? path : join(sources.cwd, path);
  };
  const config = {
    ...Object.fromEntries(values),
    grader,
    data: folder('data'),
    reports: folder('reports'),
    banks: folder('banks'),
    rubrics: folder('rubrics'),
  } as Config; // each value was parsed by the schema of its own name above
  const shown = inForce.map((setting) =>
    setting.name === 'grader' && setting.value === null ? { ...setting, value: String(grader) } : setting,
  );
  return { config, inForce: shown };
}

/** Reads the environment and the `.env` file of the working folder. */
export function loadConfig(flags: Sources['flags']): ReturnType<typeof parseConfig> {
  const cwd = process.cwd();
  const file = join(cwd, '.env');
  return parseConfig({ flags, env: process.env, dotenv: existsSync(file) ? readFileSync(file, 'utf8') : '', cwd });
}

function firstSet(...candidates: [SettingInForce['from'], string | undefined][]): [SettingInForce['from'], string | undefined] {
  return candidates.find(([, value]) => value !== undefined && value !== '') ?? ['default', undefined];
}

/** Enough to recognise a secret, too little to use it. */
function mask(secret: string): string {
  return secret.length < 12 ? '********' : `********${secret.slice(-4)}`;
}
