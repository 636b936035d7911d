import { useState } from 'react';
import type { CandidateSession } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { askForNewLink, fetchSession } from '../candidate-api.ts';
import { PageFrame } from '../page-frame.tsx';

interface UsedLinkPageProps {
  readonly token: string;
  readonly onEnter: (session: CandidateSession) => void;
}

/** The link has signed a browser in before: perhaps this one. Otherwise a fresh link comes by mail. */
export function UsedLinkPage({ token, onEnter }: UsedLinkPageProps) {
  const [sent, setSent] = useState<'no' | 'sending' | 'yes'>('no');
  const [problem, setProblem] = useState<string | null>(null);

  async function goOn(): Promise<void> {
    const answer = await fetchSession();
    if (answer.ok) onEnter(answer.value);
    else setProblem(answer.code === 'unreachable' ? answer.message : 'This browser is not signed in. Ask for a new link below.');
  }

  async function ask(): Promise<void> {
    setSent('sending');
    const answer = await askForNewLink(token);
    setSent(answer.ok ? 'yes' : 'no');
    setProblem(answer.ok ? null : answer.message);
  }

  return (
    <PageFrame>
      <div className="stack page__narrow">
        <PageHeading title="This link was already used" />
        <p className="lead">Each link works once, so that nobody else can sit your screen. Nothing you wrote is lost.</p>
        {problem && (
          <div className="callout callout--danger" role="alert">
            <p>{problem}</p>
          </div>
        )}
        <h2>On the same device and browser</h2>
        <div className="button-row">
          <Button onClick={goOn}>Go on here</Button>
        </div>
        <h2>On another device</h2>
        {sent === 'yes' ? (
          <div className="callout" role="status">
            <p>If the screen is still open, a new link is on its way to your mail address. It usually takes a minute.</p>
          </div>
        ) : (
          <div className="button-row">
            <Button look="primary" busy={sent === 'sending'} busyLabel="Asking…" onClick={ask}>
              Send me a new link
            </Button>
          </div>
        )}
      </div>
    </PageFrame>
  );
}
