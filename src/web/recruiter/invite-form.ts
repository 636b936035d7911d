import { InviteRequest } from '#app/protocol/index.ts';

/** The form's fields as typed. `deadline` is a local `yyyy-mm-dd`, or empty for the default. */
export interface InviteFields {
  readonly bank: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly company: string;
  readonly contact: string;
  readonly timeMultiplier: string;
  readonly clock: string;
  readonly aiPolicy: string;
  readonly deadline: string;
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

const WHEN_WRONG: Readonly<Record<keyof InviteFields, string>> = {
  bank: 'Choose what the screen is about',
  name: 'Write the candidate’s name',
  email: 'Write the candidate’s mail address, like name@example.org',
  role: 'Write the role as the candidate should read it',
  company: 'Write the company as the candidate should read it',
  contact: 'Write whom the candidate can ask for help',
  timeMultiplier: 'Choose how much time there is',
  clock: 'Choose whether the remaining time is shown',
  aiPolicy: 'Choose the rule for AI tools',
  deadline: 'Choose a day in the future',
};

/** A request that the protocol accepts, or what is wrong with each field, in the order of the form. */
export function readInvite(
  fields: InviteFields,
  at: { readonly screenId: string; readonly nowMs: number },
): { readonly ok: true; readonly request: InviteRequest } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const deadline = fields.deadline === '' ? undefined : endOfDay(fields.deadline);
  const parsed = InviteRequest.safeParse({
    screenId: at.screenId,
    candidate: { name: fields.name, email: fields.email.trim() },
    bank: fields.bank,
    role: fields.role,
    company: fields.company,
    contact: fields.contact,
    aiPolicy: fields.aiPolicy,
    accommodations: { timeMultiplier: Number(fields.timeMultiplier), clock: fields.clock },
    ...(deadline !== undefined && { deadline: deadline?.toISOString() }),
  });
  const wrong = new Set(parsed.error?.issues.map((issue) => String(issue.path.at(-1))));
  if (deadline === null || (deadline !== undefined && deadline.getTime() <= at.nowMs)) wrong.add('deadline');
  if (parsed.success && wrong.size === 0) return { ok: true, request: parsed.data };
  const names = Object.keys(WHEN_WRONG) as (keyof InviteFields)[];
  return { ok: false, errors: names.filter((name) => wrong.has(name)).map((name) => ({ field: name, message: WHEN_WRONG[name] })) };
}

/** The last moment of a day where the recruiter is; null when it is no day. */
function endOfDay(day: string): Date | null {
  const date = new Date(`${day}T23:59:59`);
  return Number.isNaN(date.getTime()) ? null : date;
}
