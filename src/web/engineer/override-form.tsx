import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextArea } from '../parts/field.tsx';
import { Problem } from '../staff/problem.tsx';
import { overrideLevel } from '../staff/staff-api.ts';

interface OverrideFormProps {
  readonly screenId: string;
  readonly questionId: string;
  readonly criterion: string;
  /** The level that holds now; null where it is not assessable. */
  readonly from: number | null;
  readonly onClose: () => void;
}

/** A person's level beside the machine's. Both stay in the report, with the reason. */
export function OverrideForm({ screenId, questionId, criterion, from, onClose }: OverrideFormProps) {
  const queries = useQueryClient();
  const [to, setTo] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const overriding = useMutation({
    mutationFn: overrideLevel.bind(null, screenId),
    onSuccess: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['screens'] }),
        queries.invalidateQueries({ queryKey: ['report', screenId] }),
      ]);
      onClose();
    },
  });

  function save(): void {
    const missing = to === null ? 'Choose a level' : reason.trim() === '' ? 'Write why' : undefined;
    setProblem(missing);
    if (to !== null && missing === undefined && !overriding.isPending) overriding.mutate({ questionId, criterion, to, reason });
  }

  const id = `override-${questionId}-${criterion}`;
  return (
    <form
      className="override stack no-print"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {overriding.isError && <Problem error={overriding.error} />}
      <fieldset className="level-choice">
        <legend className="field__label">Level</legend>
        {[0, 1, 2, 3, 4].map((level) => (
          <label key={level}>
            <input type="radio" name={id} checked={to === level} disabled={level === from} onChange={() => setTo(level)} />
            <span className="numbers">{level}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        id={id}
        label="Why"
        hint="Stands in the report beside the machine’s level."
        rows={3}
        value={reason}
        error={problem}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="button-row">
        <Button small look="primary" type="submit" busy={overriding.isPending} busyLabel="Saving…">
          Save the level
        </Button>
        <Button small look="quiet" onClick={onClose}>
          Keep as it is
        </Button>
      </div>
    </form>
  );
}
