import type { AiPolicy, CandidateView } from '#app/protocol/index.ts';
import { Button } from '../../parts/button.tsx';
import { formatDayAndTime, formatMinutes } from '../../parts/format-time.ts';
import { PageHeading } from '../../parts/page-heading.tsx';
import { isPending } from '../is-pending.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../page-props.ts';

const AI_RULES: Readonly<Record<AiPolicy, string>> = {
  closed: 'Please answer without AI tools. Dictation, spelling and translation aids are fine.',
  'open-with-declaration': 'You may use AI tools. At the end you say what for; saying so never lowers a score.',
  'ai-required': 'You are expected to work with AI tools. At the end you say what for, and how you checked the result.',
};

/** The last page before the clock: what happens, and what the clock does. */
export function ReadyPage({ screen, connection, view }: PageProps & { readonly view: Extract<CandidateView, { phase: 'ready' }> }) {
  const isSending = isPending(screen, 'screen.start');
  return (
    <PageFrame screen={screen} connection={connection}>
      <div className="stack">
        <PageHeading title="Ready when you are" caption={`${view.questionCount} questions, ${formatMinutes(view.minutes)} in all`} />
        <p className="lead">
          The clock starts with the first question. Choose a quiet moment; you have until {formatDayAndTime(view.deadline)}.
        </p>
      </div>
      <dl className="plain-facts">
        <div>
          <dt>The questions</dt>
          <dd>
            One after another, with one short follow-up each at most. If a fact is missing, ask for it. You can skip a question and come
            back while there is time.
          </dd>
        </div>
        <div>
          <dt>The clock</dt>
          <dd>
            {formatMinutes(view.minutes)} for everything, shared as you like. It stops while you pause, while the interviewer reads, and
            when our side fails. Reloading changes nothing. You can hide it.
          </dd>
        </div>
        <div>
          <dt>When time is over</dt>
          <dd>What was saved of the open answer is handed in as it is. The rest stays unanswered; nothing is held against you.</dd>
        </div>
        <div>
          <dt>Writing</dt>
          <dd>A few sentences to each point are plenty. Style, spelling and speed are not judged. Pasting is fine.</dd>
        </div>
        <div>
          <dt>AI tools</dt>
          <dd>{AI_RULES[view.aiPolicy]}</dd>
        </div>
      </dl>
      <div className="button-row ruled">
        <Button look="primary" busy={isSending} busyLabel="One moment…" onClick={() => connection.send({ type: 'screen.start' })}>
          Start the questions
        </Button>
      </div>
    </PageFrame>
  );
}
