import { useState } from 'react';
import type { CandidateView, Declaration } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { HandInDialog } from '../hand-in-dialog.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';
import { SittingTools } from '../sitting-tools.tsx';
import { talkByQuestion } from '../transcript.ts';
import { TurnArticle } from '../turn-article.tsx';
import { DeclarationPage } from './declaration-page.tsx';

type Wrapping = Extract<CandidateView, { phase: 'wrapping' }>;

/** Everything once more before it is handed in; what was skipped can still be answered while time is left. */
export function ReadOverPage({ screen, connection, view }: PageProps & { readonly view: Wrapping }) {
  const [step, setStep] = useState<'read' | 'declare'>('read');
  const [isConfirming, setIsConfirming] = useState(false);
  const [declaration, setDeclaration] = useState<Declaration | null>(null);
  const needsDeclaration = view.aiPolicy !== 'closed' && !view.declared;
  const isHandingIn = isPending(screen, 'screen.finish', 'declaration.give');
  const answered = talkByQuestion(screen.turns).filter((talk) => talk.isAnswered);
  const left = view.questionCount - view.answered;

  function handIn(): void {
    setIsConfirming(false);
    if (declaration !== null) connection.send({ type: 'declaration.give', declaration });
    connection.send({ type: 'screen.finish' });
  }

  const dialog = isConfirming && <HandInDialog left={left} onConfirm={handIn} onCancel={() => setIsConfirming(false)} />;

  if (step === 'declare') {
    return (
      <DeclarationPage
        screen={screen}
        connection={connection}
        view={view}
        isBusy={isHandingIn}
        onBack={() => setStep('read')}
        onDone={(given) => {
          setDeclaration(given);
          setIsConfirming(true);
        }}
      >
        {dialog}
      </DeclarationPage>
    );
  }
  return (
    <PageFrame screen={screen} connection={connection} tools={<SittingTools screen={screen} connection={connection} canPause={false} />}>
      <div className="stack">
        <PageHeading title="Read over your answers" caption={`${view.answered} of ${view.questionCount} answered`} />
        <p className="lead">
          {view.timeIsUp
            ? 'The time is over, and what was saved has been handed in. Sent answers stay as they are.'
            : 'Sent answers stay as they are. Questions you skipped can still be answered.'}
        </p>
      </div>
      {view.skipped.length > 0 && (
        <section className="skipped" aria-labelledby="unanswered-heading">
          <h2 id="unanswered-heading">Not answered</h2>
          <ul className="bare">
            {view.skipped.map(({ questionId, number, title }) => (
              <li key={questionId}>
                <span>
                  <span className="soft numbers">{number}.</span> {title}
                </span>
                {!view.timeIsUp && (
                  <Button
                    small
                    busy={isPending(screen, 'question.return')}
                    onClick={() => connection.send({ type: 'question.return', questionId })}
                  >
                    Answer it now<span className="visually-hidden">: question {number}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="read-over">
        {answered.map(({ questionId, turns }, index) => (
          <section key={questionId} aria-labelledby={`talk-${questionId}`}>
            <h2 id={`talk-${questionId}`} className="read-over__title">
              Answer {index + 1}
            </h2>
            {turns.map((turn) => (
              <TurnArticle key={turn.id} turn={turn} />
            ))}
          </section>
        ))}
      </div>
      <div className="button-row ruled">
        <Button
          look="primary"
          busy={isHandingIn}
          busyLabel="Handing in…"
          onClick={() => (needsDeclaration ? setStep('declare') : setIsConfirming(true))}
        >
          {needsDeclaration ? 'Continue' : 'Hand in…'}
        </Button>
      </div>
      {dialog}
    </PageFrame>
  );
}
