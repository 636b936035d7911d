import { useState } from 'react';
import type { CandidateView } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { ErrorSummary } from '../../parts/error-summary.tsx';
import { formatDayAndTime, formatMinutes } from '../../parts/format-time.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';

type Invited = Extract<CandidateView, { phase: 'invited' }>;

/** Who asks, what is judged and what is kept. No question is shown before it is acknowledged. */
export function NoticePage({ screen, connection, view }: PageProps & { readonly view: Invited }) {
  const [hasRead, setHasRead] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const { notice } = view;

  function goOn(): void {
    setIsMissing(!hasRead);
    if (hasRead) connection.send({ type: 'notice.acknowledge', noticeHash: notice.hash });
  }

  return (
    <PageFrame screen={screen} connection={connection}>
      <ErrorSummary errors={isMissing ? [{ field: 'has-read', message: 'Confirm that you have read the notice' }] : []} />
      <div className="stack">
        <PageHeading title={notice.title} caption={`${view.role} at ${view.company}`} />
        <dl className="facts">
          <div>
            <dt>Questions</dt>
            <dd>{view.questionCount}</dd>
          </div>
          <div>
            <dt>Time in all</dt>
            <dd>{formatMinutes(view.minutes)}</dd>
          </div>
          <div>
            <dt>Open until</dt>
            <dd>{formatDayAndTime(view.deadline)}</dd>
          </div>
        </dl>
      </div>
      <div className="notice">
        {notice.sections.map(({ heading, paragraphs }) => (
          <section key={heading} className="notice__section">
            <h2>{heading}</h2>
            <div className="stack">
              {paragraphs.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </div>
          </section>
        ))}
      </div>
      <div className="stack ruled">
        {isMissing && (
          <p className="field__error" id="has-read-error">
            <span className="visually-hidden">Error: </span>Confirm that you have read the notice
          </p>
        )}
        <label className="choice">
          <input
            type="checkbox"
            id="has-read"
            checked={hasRead}
            aria-invalid={isMissing || undefined}
            aria-describedby={isMissing ? 'has-read-error' : undefined}
            onChange={(event) => {
              setHasRead(event.target.checked);
              setIsMissing(false);
            }}
          />
          <span>I have read this notice</span>
        </label>
        <div className="button-row">
          <Button look="primary" busy={isPending(screen, 'notice.acknowledge')} busyLabel="One moment…" onClick={goOn}>
            Continue to the practice question
          </Button>
        </div>
      </div>
    </PageFrame>
  );
}
