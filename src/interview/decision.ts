import type { Actor, Command, CommandType, ErrorCode, ScreenEvent } from '#app/protocol/index.ts';

/** The world as of the command: everything the rules may not look up themselves. */
export interface DecideContext {
  /** IsoTime. */
  readonly at: string;
  readonly by: Actor;
  /** Active time used as of now, in milliseconds: what the state says plus what ran since. */
  readonly usedMs: number;
  /** Measured round trip of the candidate's connection, in milliseconds; 0 where there is none. */
  readonly roundTripMs: number;
}

export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Accepted without events means: already so, nothing to do. */
export type Decision =
  | { readonly kind: 'accepted'; readonly events: readonly ScreenEvent[] }
  | { readonly kind: 'rejected'; readonly code: ErrorCode; readonly detail?: string };

export function accepted(...events: readonly ScreenEvent[]): Decision {
  return { kind: 'accepted', events };
}

export function rejected(code: ErrorCode, detail?: string): Decision {
  return detail === undefined ? { kind: 'rejected', code } : { kind: 'rejected', code, detail };
}

export const alreadySo: Decision = { kind: 'accepted', events: [] };

/** The fields that every event of a decision shares. */
export function stamp({ at, by }: DecideContext): { readonly at: string; readonly by: Actor } {
  return { at, by };
}
