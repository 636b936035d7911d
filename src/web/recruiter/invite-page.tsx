import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatDayAndTime } from '../parts/format-time.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { Problem } from '../staff/problem.tsx';
import { fetchBanks, invite, newId } from '../staff/staff-api.ts';
import { CopyLink } from './copy-link.tsx';
import { InviteFormView } from './invite-form-view.tsx';

export function InvitePage() {
  const queries = useQueryClient();
  const banks = useQuery({ queryKey: ['banks'], queryFn: fetchBanks, staleTime: Number.POSITIVE_INFINITY });
  // One id for one invite, however often its form is sent.
  const [screenId, setScreenId] = useState(newId);
  const inviting = useMutation({
    mutationFn: invite,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['screens'] }),
  });

  if (inviting.isSuccess) {
    const { link, deadline } = inviting.data;
    return (
      <div className="narrow stack">
        <PageHeading title="Invite created" />
        <p>
          The link was also sent to <strong>{inviting.variables.candidate.email}</strong>. It can be opened until{' '}
          {formatDayAndTime(deadline)}.
        </p>
        <CopyLink link={link} />
        <div className="button-row">
          <Link className="button button--primary" to={`/screens/${inviting.data.screenId}`}>
            See this screen
          </Link>
          <button
            type="button"
            className="button button--secondary"
            onClick={() => {
              setScreenId(newId());
              inviting.reset();
            }}
          >
            Invite someone else
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="narrow stack">
      <PageHeading title="New invite" />
      {banks.isPending && (
        <p className="soft" role="status">
          Loading…
        </p>
      )}
      {banks.isError && <Problem error={banks.error} onRetry={() => void banks.refetch()} />}
      {inviting.isError && <Problem error={inviting.error} />}
      {banks.data && (
        <InviteFormView
          banks={banks.data}
          screenId={screenId}
          isBusy={inviting.isPending}
          onInvite={(request) => inviting.mutate(request)}
        />
      )}
    </div>
  );
}
