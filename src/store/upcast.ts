/** Form in which events are written today; stored beside each event. Raise it when an event's shape changes, and lift the old one below. */
export const EVENT_FORMAT = 1;

/**
 * Lifts a stored event body to today's shape, one format after the other. Events are never rewritten in the log.
 * Throws RangeError for a format that this program does not know.
 */
export function upcast(format: number, body: unknown): unknown {
  if (format === EVENT_FORMAT) return body;
  throw new RangeError(`it has format ${format}, and this program knows formats up to ${EVENT_FORMAT}`);
}
