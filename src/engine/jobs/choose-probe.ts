import { sha256 } from '#app/banks/index.ts';
import { type Grader, openChecks } from '#app/grading/index.ts';
import { aimedProbe } from '#app/interview/index.ts';
import { LlmFailure } from '#app/ports/index.ts';
import { PROBE_DEADLINE_MS, type SystemCommand } from '#app/protocol/index.ts';
import type { EngineParts } from '../engine-parts.ts';
import { gradingInput } from '../grading-input.ts';
import type { JobHandler } from '../job-worker.ts';
import type { Rooms } from '../rooms.ts';

type Choice = Extract<SystemCommand, { type: 'probe.choose' }>['choice'];

/**
 * Picks the follow-up to an answer. The interview never waits for a model beyond its deadline and never fails because one
 * does: the offline grader stands in, and when even that cannot judge, the screen goes on without a probe.
 */
export function chooseProbe(parts: EngineParts, rooms: Rooms): JobHandler<'choose-probe'> {
  const choose = async (screenId: string, questionId: string, choice: Choice) => {
    const room = await rooms.get(screenId);
    await room.execute({ type: 'probe.choose', questionId, choice }, { role: 'job', id: 'choose-probe' }, null);
  };
  return {
    lanes: 8,
    maxFaults: 2,
    async run({ screenId, questionId }, signal) {
      const room = await rooms.get(screenId);
      if (room.state.phase !== 'probing') return;
      const input = gradingInput(room, questionId, parts);
      if (!input) return choose(screenId, questionId, { kind: 'omit', reason: 'could-not-judge' });
      const judged = await judge(parts, input, signal);
      const probe = aimedProbe(input.question, judged.open);
      if (probe) return choose(screenId, questionId, { kind: 'ask', probeId: probe.probeId, chosenBy: judged.by, why: probe.why });
      await choose(screenId, questionId, { kind: 'omit', reason: judged.open.length === 0 ? 'nothing-open' : 'no-probe-fits' });
    },
    giveUp: ({ screenId, questionId }) => choose(screenId, questionId, { kind: 'omit', reason: 'could-not-judge' }),
  };
}

async function judge(parts: EngineParts, input: Parameters<typeof openChecks>[0], signal: AbortSignal) {
  const byGrader = async (grader: Grader, limit: AbortSignal) => ({
    by: grader.name,
    open: await openChecks(input, grader, { sha256, signal: limit }),
  });
  if (parts.interviewer === parts.offlineGrader) return byGrader(parts.offlineGrader, signal);
  const deadline = new AbortController();
  const cancel = parts.clock.after(PROBE_DEADLINE_MS, () =>
    deadline.abort(new DOMException('The candidate waits no longer.', 'TimeoutError')),
  );
  try {
    return await byGrader(parts.interviewer, AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    if (!(error instanceof LlmFailure) && !deadline.signal.aborted) throw error;
    return byGrader(parts.offlineGrader, signal);
  } finally {
    cancel();
  }
}
