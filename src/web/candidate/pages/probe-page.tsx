import type { CandidateView } from '#app/protocol/index.ts';
import { probeSlot } from '../../connection/index.ts';
import { Button } from '../../parts/button.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PromptText } from '../../parts/prompt-text.tsx';
import { Composer } from '../composer.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';
import { Progress } from '../progress.tsx';
import { SittingTools } from '../sitting-tools.tsx';
import { AiTag, TurnLog } from '../turn-article.tsx';

type Probing = Extract<CandidateView, { phase: 'probing' }>;

/** After an answer: a short wait while it is read, then at most one follow-up. */
export function ProbePage({ screen, connection, view }: PageProps & { readonly view: Probing }) {
  const { probe, question } = view;
  const caption = <Progress number={question.number} of={view.questionCount} />;
  const before = screen.turns.filter((turn) => turn.questionId === question.questionId && turn.kind !== 'probe');
  const isSending = isPending(screen, 'probe.answer', 'probe.skip');

  if (probe === null) {
    return (
      <PageFrame screen={screen} connection={connection} tools={<SittingTools screen={screen} connection={connection} canPause={false} />}>
        <div className="stack">
          <PageHeading title="Reading your answer…" caption={caption} />
          <p className="lead reading" role="status">
            Your answer is saved. The clock stands still; this takes a few seconds.
          </p>
        </div>
      </PageFrame>
    );
  }
  const { questionId } = question;
  return (
    <PageFrame screen={screen} connection={connection} tools={<SittingTools screen={screen} connection={connection} />}>
      <div className="stack">
        <PageHeading title={`One follow-up: ${question.title}`} caption={caption}>
          One follow-up
        </PageHeading>
        <details className="earlier">
          <summary>The question and your answer</summary>
          <TurnLog turns={before} label="The question and your answer" />
        </details>
        <p className="soft small speaker">
          Interviewer <AiTag />
        </p>
        <PromptText text={probe.text} />
      </div>
      <Composer
        screen={screen}
        connection={connection}
        slot={probeSlot(questionId)}
        label="Your answer to the follow-up"
        sendLabel="Send answer"
        isSending={isSending}
        emptyMessage="The answer is empty. Write something, or go on without it."
        onSend={(text) => connection.send({ type: 'probe.answer', questionId, probeId: probe.probeId, text })}
      >
        <Button busy={isSending} onClick={() => connection.send({ type: 'probe.skip', questionId, probeId: probe.probeId })}>
          Go on without it
        </Button>
      </Composer>
    </PageFrame>
  );
}
