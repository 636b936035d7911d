import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ScreenRow } from '#app/protocol/index.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { TextField } from '../parts/field.tsx';
import { formatDayAndTime, formatShort } from '../parts/format-time.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { cancelScreen, renewLink } from '../staff/staff-api.ts';
import { CopyLink } from './copy-link.tsx';
import { StatusLabel } from './status-label.tsx';
import { timeline } from './timeline.ts';

/** A screen without a report: where it stands, and what a recruiter can do about it. */
export function ScreenProgress({ row }: { readonly row: ScreenRow }) {
  const [isCancelling, setIsCancelling] = useState(false);
  const renewing = useMutation({ mutationFn: () => renewLink(row.screenId) });
  const isOpen = row.status === 'invited' || row.status === 'opened' || row.status === 'in-progress' || row.status === 'paused';
  return (
    <div className="narrow stack">
      <p className="small">
        <Link to="/">All screens</Link>
      </p>
      <PageHeading title={row.candidate.name} caption={`${row.role}, ${row.bank}`} />
      <p className="row-of-facts">
        <StatusLabel status={row.status} />
        <span className="soft">{row.candidate.email}</span>
        {isOpen && <span className="soft">open until {formatDayAndTime(row.deadline)}</span>}
      </p>
      <ol className="timeline bare">
        {timeline(row).map(({ label, state, at }) => (
          <li key={label} className={`timeline__step timeline__step--${state}`} aria-current={state === 'here' ? 'step' : undefined}>
            <span>{label}</span>
            {at && (
              <time className="soft small numbers" dateTime={at}>
                {formatShort(at)}
              </time>
            )}
          </li>
        ))}
      </ol>
      {row.status === 'waiting-for-budget' && (
        <div className="callout">
          <p>
            <strong>Nothing is lost, and nothing has to be done.</strong> What may be spent on models in one day is used up, so the rest of
            the grading waits. It goes on by itself when the next day’s budget begins, on {formatDayAndTime(nextUtcDay(row.updatedAt))}.
            Answers and grades made so far are kept.
          </p>
        </div>
      )}
      {isOpen && (
        <section className="stack ruled-top" aria-labelledby="actions">
          <h2 id="actions">If something is in the way</h2>
          {renewing.isSuccess ? (
            <CopyLink link={renewing.data.link} />
          ) : (
            <p>A new link retires the older one and is also mailed. Nothing that was written is lost.</p>
          )}
          {renewing.isError && <Problem error={renewing.error} />}
          <div className="button-row">
            <Button busy={renewing.isPending} busyLabel="Making a link…" onClick={() => renewing.mutate()}>
              New link
            </Button>
            <Button look="quiet" onClick={() => setIsCancelling(true)}>
              Cancel this screen…
            </Button>
          </div>
        </section>
      )}
      {isCancelling && <CancelDialog screenId={row.screenId} onClose={() => setIsCancelling(false)} />}
    </div>
  );
}

/** The beginning of the day after this moment, UTC: budgets are for a UTC day. */
function nextUtcDay(iso: string): string {
  const day = new Date(iso);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1)).toISOString();
}

function CancelDialog({ screenId, onClose }: { readonly screenId: string; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const cancelling = useMutation({
    mutationFn: () => cancelScreen(screenId, reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['screens'] });
      onClose();
    },
  });
  return (
    <Dialog title="Cancel this screen?" onClose={onClose}>
      <p>The candidate can no longer answer. This cannot be undone.</p>
      {cancelling.isError && <Problem error={cancelling.error} />}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setIsMissing(reason.trim() === '');
          if (reason.trim() !== '' && !cancelling.isPending) cancelling.mutate();
        }}
      >
        <TextField
          id="cancel-reason"
          label="Reason"
          hint="Recorded with the screen."
          maxLength={200}
          value={reason}
          error={isMissing ? 'Write a reason' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="button-row">
          <Button look="danger" type="submit" busy={cancelling.isPending}>
            Cancel the screen
          </Button>
          <Button onClick={onClose}>Keep it</Button>
        </div>
      </form>
    </Dialog>
  );
}
