import type { CandidateView } from '#app/protocol/index.ts';
import { Button } from '../parts/button.tsx';

type Skipped = Extract<CandidateView, { phase: 'asking' }>['skipped'];

interface SkippedQuestionsProps {
  readonly skipped: Skipped;
  readonly isBusy: boolean;
  readonly onReturn: (questionId: string) => void;
}

export function SkippedQuestions({ skipped, isBusy, onReturn }: SkippedQuestionsProps) {
  if (skipped.length === 0) return null;
  return (
    <section className="skipped" aria-labelledby="skipped-heading">
      <h2 id="skipped-heading">Skipped so far</h2>
      <ul className="bare">
        {skipped.map(({ questionId, number, title }) => (
          <li key={questionId}>
            <span>
              <span className="soft numbers">{number}.</span> {title}
            </span>
            <Button look="quiet" small busy={isBusy} onClick={() => onReturn(questionId)}>
              Go to it now<span className="visually-hidden">: question {number}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
