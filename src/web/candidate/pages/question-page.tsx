import type { CandidateView } from '#app/protocol/index.ts';
import { answerSlot } from '../../connection/index.ts';
import { Button } from '../../parts/button.tsx';
import { formatMinutes } from '../../parts/format-time.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { PromptText } from '../../parts/prompt-text.tsx';
import { AskForFact } from '../ask-for-fact.tsx';
import { Composer } from '../composer.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';
import { Progress } from '../progress.tsx';
import { SittingTools } from '../sitting-tools.tsx';
import { SkippedQuestions } from '../skipped-questions.tsx';
import { AiTag, TurnLog } from '../turn-article.tsx';

type Asking = Extract<CandidateView, { phase: 'asking' }>;

export function QuestionPage({ screen, connection, view }: PageProps & { readonly view: Asking }) {
  const { question } = view;
  const { questionId } = question;
  const talk = screen.turns.filter(
    (turn) => turn.questionId === questionId && (turn.kind === 'clarification-request' || turn.kind === 'clarification'),
  );
  const isSending = isPending(screen, 'answer.submit');
  const isLeaving = isPending(screen, 'answer.skip', 'question.return', 'screen.readOver');

  return (
    <PageFrame screen={screen} connection={connection} tools={<SittingTools screen={screen} connection={connection} />}>
      <div className="stack">
        <PageHeading
          title={`Question ${question.number} of ${view.questionCount}: ${question.title}`}
          caption={<Progress number={question.number} of={view.questionCount} />}
        >
          {question.title}
        </PageHeading>
        <p className="soft small speaker">
          Interviewer <AiTag /> <span aria-hidden="true">·</span> about {formatMinutes(question.minutes)}
        </p>
        <PromptText text={question.text} />
        <TurnLog turns={talk} label="Facts you asked for" />
        <AskForFact questionId={questionId} screen={screen} connection={connection} />
      </div>
      <Composer
        screen={screen}
        connection={connection}
        slot={answerSlot(questionId)}
        label="Your answer"
        isCode={question.kind === 'code-python' || question.kind === 'sql'}
        sendLabel="Send answer"
        isSending={isSending}
        emptyMessage="The answer is empty. Write something, or skip the question for now."
        onSend={(text) => connection.send({ type: 'answer.submit', questionId, text })}
      >
        <Button busy={isLeaving} onClick={() => connection.send({ type: 'answer.skip', questionId })}>
          Skip for now
        </Button>
      </Composer>
      <SkippedQuestions
        skipped={view.skipped}
        isBusy={isLeaving}
        onReturn={(id) => connection.send({ type: 'question.return', questionId: id })}
      />
      <p className="small soft">
        Done early?{' '}
        <Button look="quiet" small busy={isLeaving} onClick={() => connection.send({ type: 'screen.readOver' })}>
          Leave the rest and read over
        </Button>
      </p>
    </PageFrame>
  );
}
