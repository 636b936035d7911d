import type { CandidateView } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { formatDayAndTime } from '../../parts/format-time.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';
import { SittingTools } from '../sitting-tools.tsx';

export function PausedPage({ screen, connection, view }: PageProps & { readonly view: Extract<CandidateView, { phase: 'paused' }> }) {
  return (
    <PageFrame screen={screen} connection={connection} tools={<SittingTools screen={screen} connection={connection} canPause={false} />}>
      <div className="stack page__narrow">
        <PageHeading title="Paused" caption={`${view.answered} of ${view.questionCount} answered`} />
        <p className="lead">The clock stands still and everything is saved. You may close this page and come back later.</p>
        <p>Please hand in before {formatDayAndTime(view.deadline)}.</p>
        <div className="button-row">
          <Button
            look="primary"
            busy={isPending(screen, 'screen.resume')}
            busyLabel="One moment…"
            onClick={() => connection.send({ type: 'screen.resume' })}
          >
            Go on
          </Button>
        </div>
      </div>
    </PageFrame>
  );
}
