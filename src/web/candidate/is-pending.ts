import type { CandidateCommand } from '#app/protocol/index.ts';
import type { ScreenState } from '../connection/index.ts';

/** A command of one of these types has been given and not yet been confirmed. */
export function isPending({ pending }: ScreenState, ...types: readonly CandidateCommand['type'][]): boolean {
  return pending.some((command) => types.includes(command.type));
}
