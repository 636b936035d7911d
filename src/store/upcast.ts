import { liftGrade } from './upcasts/lift-grade.ts';

/** The lift out of each old format into the next, from format 1. */
const LIFTS: readonly ((body: unknown) => unknown)[] = [liftGrade];

/** Form in which events are written today; stored beside each event. It rises with each lift that a change of an event's shape needs. */
export const EVENT_FORMAT = LIFTS.length + 1;

/**
 * Lifts a stored event body to today's shape, one format after the other. Events are never rewritten in the log.
 * Throws RangeError for a format that this program does not know.
 */
export function upcast(format: number, body: unknown): unknown {
  if (!Number.isInteger(format) || format < 1 || format > EVENT_FORMAT)
    throw new RangeError(`it has format ${format}, and this program knows formats up to ${EVENT_FORMAT}`);
  return LIFTS.slice(format - 1).reduce((lifted, lift) => lift(lifted), body);
}
