import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportDocument } from '#app/protocol/index.ts';
import { Button } from '../parts/button.tsx';
import { TextArea } from '../parts/field.tsx';
import { formatDayAndTime } from '../parts/format-time.ts';
import { Problem } from '../staff/problem.tsx';
import { type DecisionGiven, decide } from '../staff/staff-api.ts';

const CHOICES: readonly { readonly value: DecisionGiven['decision']; readonly label: string }[] = [
  { value: 'advance', label: 'Advance to the next round' },
  { value: 'hold', label: 'Hold for now' },
  { value: 'decline', label: 'Decline' },
];

/** What a person decided, or the form to decide with. The machine never decides. */
export function DecisionPart({ document: doc }: { readonly document: ReportDocument }) {
  const { decision } = doc;
  return (
    <section className="decision-part" id="decision" aria-labelledby="decision-title">
      <h2 id="decision-title">Decision</h2>
      {decision ? (
        <div className="stack">
          <p>
            <strong>{CHOICES.find(({ value }) => value === decision.decision)?.label}</strong>, by {decision.by} on{' '}
            {formatDayAndTime(decision.at)}
          </p>
          <p className="said__text">{decision.reason}</p>
        </div>
      ) : (
        <DecisionForm screenId={doc.screenId} />
      )}
    </section>
  );
}

function DecisionForm({ screenId }: { readonly screenId: string }) {
  const queries = useQueryClient();
  const [choice, setChoice] = useState<DecisionGiven['decision'] | null>(null);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const deciding = useMutation({
    mutationFn: decide.bind(null, screenId),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['screens'] }), queries.invalidateQueries({ queryKey: ['report', screenId] })]),
  });

  function save(): void {
    const missing = choice === null ? 'Choose one of the three' : reason.trim() === '' ? 'Write why' : undefined;
    setProblem(missing);
    if (choice !== null && missing === undefined && !deciding.isPending) deciding.mutate({ decision: choice, reason });
  }

  return (
    <form
      className="stack no-print"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {deciding.isError && <Problem error={deciding.error} />}
      <fieldset className="decision-choice">
        <legend className="visually-hidden">Your decision</legend>
        {CHOICES.map(({ value, label }) => (
          <label key={value} className="choice">
            <input type="radio" name="decision" checked={choice === value} onChange={() => setChoice(value)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        id="decision-reason"
        label="Reason"
        hint="From the evidence, in your own words. It is recorded with your name."
        rows={3}
        value={reason}
        error={problem}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="button-row">
        <Button look="primary" type="submit" busy={deciding.isPending} busyLabel="Saving…">
          Record the decision
        </Button>
      </div>
    </form>
  );
}
