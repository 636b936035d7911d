import type { Command, CommandType } from '#app/protocol/index.ts';
import { invite } from './commands/inviting.ts';
import { decideOver } from './decide-over.ts';
import { decideSitting } from './decide-sitting.ts';
import { decideWaiting } from './decide-waiting.ts';
import { type DecideContext, type Decision, rejected } from './decision.ts';
import { mayIssue } from './may-issue.ts';
import { isSitting, isWaiting, type ScreenState } from './screen-state.ts';

/**
 * What a command leads to: events to append, or a code of the error table. Pure: the same arguments give the same decision.
 * The rules are numbered in SPEC.md.
 */
export function decide(command: Command, state: ScreenState, context: DecideContext): Decision {
  if (!isAllowed(command.type, state, context)) return rejected('forbidden');
  if (command.type === 'screen.invite') return invite(command, state, context);
  if (state.phase === 'none') return rejected('not_found');
  if (isWaiting(state)) return decideWaiting(command, state, context);
  if (isSitting(state)) return decideSitting(command, state, context);
  return decideOver(command, state, context);
}

/** A candidate acts in their own screen only, whatever the edges let through. */
function isAllowed(type: CommandType, state: ScreenState, { by }: DecideContext): boolean {
  const types: readonly CommandType[] = mayIssue[by.role];
  if (!types.includes(type)) return false;
  return by.role !== 'candidate' || state.phase === 'none' || by.id === state.invitation.candidateId;
}
