import { useState } from 'react';
import type { CandidateSession } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import type { Answer } from '../../parts/request.ts';
import { exchangeToken, fetchSession } from '../candidate-api.ts';
import { PageFrame } from '../page-frame.tsx';
import { UsedLinkPage } from './used-link-page.tsx';

interface LinkPageProps {
  readonly token: string | null;
  readonly onEnter: (session: CandidateSession) => void;
}

/** The address of the invite. Nothing happens until the click: programs that open links in mail use nothing up. */
export function LinkPage({ token, onEnter }: LinkPageProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Extract<Answer<never>, { ok: false }> | null>(null);

  async function start(): Promise<void> {
    setIsBusy(true);
    const answer = token === null ? await fetchSession() : await exchangeToken(token);
    setIsBusy(false);
    if (answer.ok) onEnter(answer.value);
    else setFailure(answer);
  }

  if (failure !== null && token !== null && failure.code === 'invite_used') return <UsedLinkPage token={token} onEnter={onEnter} />;
  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title="Your technical screen is ready" />
        <p className="lead">
          A written first round about machine-learning work. You read a question, write your answer, and take the time you need within one
          generous total.
        </p>
        <ul className="bare ticks">
          <li>First you read who asks, what is judged and what is kept. No clock runs yet.</li>
          <li>Then a practice question shows how writing and saving work.</li>
          <li>Everything you type is saved. You can pause, reload, or go on from another device.</li>
        </ul>
        {failure !== null && (
          <div className="callout callout--danger" role="alert">
            <p>{token === null && failure.code !== 'unreachable' ? 'Please open the link in your message once more.' : failure.message}</p>
          </div>
        )}
        <div className="button-row">
          <Button look="primary" busy={isBusy} busyLabel="One moment…" onClick={start}>
            {token === null ? 'Continue' : 'Start'}
          </Button>
        </div>
        <p className="small soft">
          Use a browser that you will not share with someone else until you are done: this link signs you in on this device.
        </p>
      </div>
    </PageFrame>
  );
}
