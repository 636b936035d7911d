import { expect } from 'vitest';
import { type DecideContext, decide, evolve, fold, mayIssue, type ScreenState, usedMsOf } from '#app/interview/index.ts';
import { type Actor, type Command, type CommandType, type ErrorCode, ScreenEvent } from '#app/protocol/index.ts';
import { CANDIDATE, INVITED_AT } from './sample-screen.ts';

type WithoutStamp<E> = E extends ScreenEvent ? Omit<E, 'at' | 'by'> : never;
/** An event without its time and actor, which are those of the command. */
export type Expected = WithoutStamp<ScreenEvent>;

const ROLES: readonly Actor['role'][] = ['candidate', 'recruiter', 'engineer', 'job', 'timer'];
const IDS: Readonly<Record<Actor['role'], string>> = {
  candidate: CANDIDATE,
  recruiter: 'staff-1',
  engineer: 'staff-2',
  job: 'grade-answer',
  timer: 'clock',
};

/** The first role that may issue a command, under its usual id. */
export function actorFor(type: CommandType): Actor {
  const role = ROLES.find((one) => (mayIssue[one] as readonly CommandType[]).includes(type));
  if (role === undefined) throw new Error(`nobody may issue ${type}`);
  return actor(role);
}

export function actor(role: Actor['role'], id = IDS[role]): Actor {
  return { role, id };
}

/** The context of a command: the right actor, no time passed, no round trip, unless said otherwise. */
function contextFor(command: Command, state: ScreenState, changes: Partial<DecideContext> = {}): DecideContext {
  return { at: INVITED_AT, by: actorFor(command.type), usedMs: usedMsOf(state), roundTripMs: 0, ...changes };
}

/** The events of a stream to which these commands led, each of which must be accepted. */
export function played(...commands: readonly Command[]): readonly ScreenEvent[] {
  const events: ScreenEvent[] = [];
  for (const command of commands) {
    events.push(
      ...given(...events)
        .when(command)
        .events(),
    );
  }
  return events;
}

/** The state to which these commands lead. */
export function reached(...commands: readonly Command[]): ScreenState {
  return fold(played(...commands));
}

export function given(...events: readonly ScreenEvent[]) {
  const state = fold(events);
  return {
    state,
    when(command: Command, changes: Partial<DecideContext> = {}) {
      const context = contextFor(command, state, changes);
      const decision = decide(command, state, context);
      const accepted = () => {
        if (decision.kind === 'rejected') throw new Error(`${command.type} was rejected: ${decision.code} ${decision.detail ?? ''}`);
        return decision.events.map((event) => ScreenEvent.parse(event));
      };
      return {
        decision,
        /** The events, once they are known to fit the schema of the log. */
        events: accepted,
        state: () => accepted().reduce(evolve, state),
        // biome-ignore lint/suspicious/noThenProperty: the third word of given, when, then; never awaited
        then(...expected: readonly Expected[]) {
          expect(accepted()).toEqual(expected.map((event) => ({ at: context.at, by: context.by, ...event })));
        },
        thenNothing() {
          expect(decision).toEqual({ kind: 'accepted', events: [] });
        },
        thenRejected(code: ErrorCode) {
          expect(decision).toMatchObject({ kind: 'rejected', code });
        },
      };
    },
  };
}
