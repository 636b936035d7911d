import type { CandidateView } from '#app/protocol/index.ts';
import type { ScreenState } from '../../connection/index.ts';
import { Button } from '../../parts/button.tsx';
import { formatDayAndTime } from '../../parts/format-time.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PageFrame } from '../page-frame.tsx';
import { transcriptText } from '../transcript.ts';

interface ReceiptPageProps {
  readonly screen: ScreenState;
  readonly view: Extract<CandidateView, { phase: 'finished' }>;
}

export function ReceiptPage({ screen, view }: ReceiptPageProps) {
  function download(): void {
    const address = URL.createObjectURL(new Blob([transcriptText(view, screen.turns)], { type: 'text/plain;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `screen-${view.receipt}.txt`;
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <PageFrame screen={screen}>
      <div className="stack">
        <PageHeading title="Handed in. Thank you" caption={`${view.role} at ${view.company}`} />
        <div className="receipt">
          <p className="receipt__label">Your receipt</p>
          <p className="receipt__code">{view.receipt}</p>
          <p className="small soft">
            {view.answered} of {view.questionCount} answered, handed in on {formatDayAndTime(view.finishedAt)}
          </p>
        </div>
      </div>
      <div className="stack page__narrow">
        <h2>What happens next</h2>
        <ol className="next">
          <li>Each answer is compared with a written rubric. Every finding must quote your own words.</li>
          <li>An engineer at {view.company} reads the report and may correct it. A person decides; the program rejects nobody.</li>
          <li>
            You hear from <strong>{view.contact}</strong>. Write there too if something went wrong, or if you want a person to look again.
          </li>
        </ol>
        <h2>Your copy</h2>
        <p>All questions and your answers as a text file. This page stays open to you until a day after the deadline.</p>
        <div className="button-row">
          <Button busy={!screen.isCaughtUp} busyLabel="Loading…" onClick={download}>
            Download my answers
          </Button>
        </div>
      </div>
    </PageFrame>
  );
}
