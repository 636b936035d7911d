import { type FormEvent, useState } from 'react';
import type { AiPolicy, BankSummary, InviteRequest } from '#app/protocol/index.ts';
import { Button } from '../parts/button.tsx';
import { ErrorSummary } from '../parts/error-summary.tsx';
import { TextField } from '../parts/field.tsx';
import { formatMinutes } from '../parts/format-time.ts';
import { type FieldError, type InviteFields, readInvite } from './invite-form.ts';

interface InviteFormViewProps {
  readonly banks: readonly BankSummary[];
  readonly screenId: string;
  readonly isBusy: boolean;
  readonly onInvite: (request: InviteRequest) => void;
}

const POLICIES: readonly { readonly value: AiPolicy; readonly label: string; readonly hint: string }[] = [
  {
    value: 'open-with-declaration',
    label: 'Allowed, and declared',
    hint: 'At the end the candidate says what AI was used for. Never lowers a score.',
  },
  { value: 'closed', label: 'Not allowed', hint: 'The candidate is asked to answer without AI tools. Nothing checks it.' },
  { value: 'ai-required', label: 'Expected', hint: 'Working with AI tools is part of the task, and is declared.' },
];

const TIMES = [
  { value: '1', label: 'As planned' },
  { value: '1.25', label: '1.25 times' },
  { value: '1.5', label: '1.5 times' },
  { value: '2', label: '2 times' },
  { value: '3', label: '3 times' },
] as const;

const REMEMBERED_KEY = 'assay-invite-defaults';

/** Role, company and contact of the last invite: what a recruiter would type again. */
function remembered(): Pick<InviteFields, 'role' | 'company' | 'contact'> {
  return { role: '', company: '', contact: '', ...JSON.parse(localStorage.getItem(REMEMBERED_KEY) ?? '{}') };
}

export function InviteFormView({ banks, screenId, isBusy, onInvite }: InviteFormViewProps) {
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [defaults] = useState(remembered);
  const messageOf = (field: keyof InviteFields) => errors.find((error) => error.field === field)?.message;

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isBusy) return;
    const typed = Object.fromEntries(new FormData(event.currentTarget)) as unknown as InviteFields;
    const read = readInvite({ ...typed, bank: typed.bank ?? '' }, { screenId, nowMs: Date.now() });
    setErrors(read.ok ? [] : read.errors);
    if (!read.ok) return;
    const { role, company, contact } = read.request;
    localStorage.setItem(REMEMBERED_KEY, JSON.stringify({ role, company, contact }));
    onInvite(read.request);
  }

  return (
    <form className="invite-form" noValidate onSubmit={submit}>
      <ErrorSummary errors={errors} />
      <fieldset className="form-part">
        <legend>What the screen is about</legend>
        {messageOf('bank') && <p className="field__error">{messageOf('bank')}</p>}
        {banks.length === 0 && (
          <p className="callout callout--warn" id="bank" tabIndex={-1}>
            No bank is published here yet, so nobody can be invited. Whoever runs this server can publish one:{' '}
            <code>assay banks publish</code>
          </p>
        )}
        {banks.map((bank, index) => (
          <label key={bank.ref} className="choice">
            <input type="radio" name="bank" value={bank.ref} id={index === 0 ? 'bank' : undefined} defaultChecked={banks.length === 1} />
            <span>
              <strong>{bank.title}</strong> <span className="soft small">{bank.ref}</span>
            </span>
            <span className="choice__hint small soft">
              {bank.asks} questions, {formatMinutes(bank.minutes)}. {bank.about}
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="form-part form-part--pairs">
        <legend>Candidate</legend>
        <TextField id="name" name="name" label="Name" autoComplete="off" error={messageOf('name')} />
        <TextField id="email" name="email" label="Mail address" type="email" autoComplete="off" error={messageOf('email')} />
      </fieldset>
      <fieldset className="form-part form-part--pairs">
        <legend>What the candidate reads</legend>
        <TextField id="role" name="role" label="Role" defaultValue={defaults.role} error={messageOf('role')} />
        <TextField
          id="company"
          name="company"
          label="Company"
          autoComplete="organization"
          defaultValue={defaults.company}
          error={messageOf('company')}
        />
        <TextField
          id="contact"
          name="contact"
          label="Whom to ask for help"
          hint="A name and an address. Stands on every page."
          defaultValue={defaults.contact}
          error={messageOf('contact')}
        />
        <TextField
          id="deadline"
          name="deadline"
          label="Open until"
          hint="Left empty: 14 days from now."
          type="date"
          error={messageOf('deadline')}
        />
      </fieldset>
      <fieldset className="form-part">
        <legend>AI tools</legend>
        {POLICIES.map(({ value, label, hint }) => (
          <label key={value} className="choice">
            <input type="radio" name="aiPolicy" value={value} defaultChecked={value === 'open-with-declaration'} />
            <span>{label}</span>
            <span className="choice__hint small soft">{hint}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="form-part form-part--pairs">
        <legend>Adjustments</legend>
        <p className="small soft form-part__note">Never shown to those who read the report.</p>
        <div className="field">
          <label className="field__label" htmlFor="timeMultiplier">
            Time
          </label>
          <select className="input" id="timeMultiplier" name="timeMultiplier" defaultValue="1">
            {TIMES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label className="field__label" htmlFor="clock">
            Remaining time
          </label>
          <select className="input" id="clock" name="clock" defaultValue="shown">
            <option value="shown">Shown, can be hidden</option>
            <option value="hidden">Hidden, can be shown</option>
          </select>
        </div>
      </fieldset>
      <div className="button-row">
        <Button look="primary" type="submit" busy={isBusy} busyLabel="Creating…">
          Create invite
        </Button>
      </div>
    </form>
  );
}
