import { CalibrationTuple } from '#app/protocol/index.ts';

const KEYS = Object.keys(CalibrationTuple.shape).sort();

/** Canonical JSON of a tuple: the same text for the same tuple, in whatever order its keys stand. */
export function tupleKey(tuple: CalibrationTuple): string {
  // The list of keys sorts and filters at every depth, so this is canonical only while a tuple is flat: the type holds it to that.
  const flat: Readonly<Record<string, string | null>> = tuple;
  return JSON.stringify(flat, KEYS);
}
