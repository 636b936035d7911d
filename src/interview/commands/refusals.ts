import { type Decision, rejected } from '../decision.ts';
import type { SittingState } from '../screen-state.ts';

const CHOOSING = 'a follow-up is being chosen; this takes a few seconds';

/** Why a hand-in (answer, skip) is refused in a phase where its question is not open. */
export function refuseHandIn(state: SittingState): Decision {
  if (state.phase === 'paused') return rejected('wrong_phase', 'the screen is paused');
  if (state.phase === 'wrapping' && state.timeIsUp) return rejected('out_of_time');
  return rejected('not_current');
}

/** Why a command that needs an open question is refused elsewhere. */
export function refuseElsewhere(state: SittingState): Decision {
  if (state.phase === 'probing' && state.probe === null) return rejected('wrong_phase', CHOOSING);
  if (state.phase === 'probing') return rejected('wrong_phase', 'answer or skip the follow-up first');
  if (state.phase === 'paused') return rejected('wrong_phase', 'the screen is paused');
  if (state.phase === 'wrapping' && state.timeIsUp) return rejected('out_of_time');
  return rejected('wrong_phase', 'no question is open');
}
