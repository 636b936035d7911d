import { sha256 } from '#app/banks/index.ts';
import { type GradeOutcome, type Grader, type GradingInput, gradeAnswer } from '#app/grading/index.ts';
import { type Clock, LlmFailure } from '#app/ports/index.ts';
import { CommandFailed } from '../terminal.ts';

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export interface GradingParts {
  readonly grader: Grader;
  readonly clock: Clock;
  /** Answers graded at once. */
  readonly lanes: number;
  /** Called after each grading. */
  readonly onGraded: () => void;
}

/**
 * Grades answers as the product does, several at once; outcomes in the order of the inputs. A model that fails is tried again with growing
 * pauses. Throws CommandFailed when it goes on failing; replies that came are stored, so the next run goes on from there.
 */
export async function gradePatiently(inputs: readonly GradingInput[], parts: GradingParts): Promise<GradeOutcome[]> {
  const outcomes: GradeOutcome[] = [];
  const queue = inputs.entries();
  let stopped = false;
  await Promise.all(
    Array.from({ length: parts.lanes }, async () => {
      for (const [index, input] of queue) {
        if (stopped) return;
        try {
          outcomes[index] = await gradeOne(input, parts);
        } catch (error) {
          stopped = true;
          throw error;
        }
        parts.onGraded();
      }
    }),
  );
  return outcomes;
}

async function gradeOne(input: GradingInput, { grader, clock }: GradingParts): Promise<GradeOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await gradeAnswer(input, grader, { gradedAt: new Date(clock.wallMs()).toISOString(), sha256 });
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      if (error.kind === 'permanent') return { kind: 'needs-person', reason: 'model-rejected-request', detail: error.message };
      if (error.kind !== 'transient' || attempt === ATTEMPTS) throw new CommandFailed(whatToDo(error));
      const pauseMs = error.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
      await new Promise<void>((resolve) => clock.after(Math.min(pauseMs, LONGEST_PAUSE_MS), resolve));
    }
  }
}

function whatToDo({ kind, message }: LlmFailure): string {
  const kept = 'Replies that came are stored: run the same command again to go on.';
  switch (kind) {
    case 'unauthorized':
      return `The model's server refuses the key (${message}). Set ANTHROPIC_API_KEY, or ASSAY_GRADER=offline. ${kept}`;
    case 'over-budget':
      return `${message} Raise ASSAY_DAILY_BUDGET_USD or go on tomorrow. ${kept}`;
    case 'transient':
    case 'permanent':
      return `The model did not answer, also after ${ATTEMPTS} tries: ${message} ${kept}`;
  }
}
