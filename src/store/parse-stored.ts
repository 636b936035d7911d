import { DamagedRecord } from './damaged-record.ts';

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
}

/** What `load` takes out of storage, in the form that `schema` asks for. Throws DamagedRecord with the name of the record. */
export function parseStored<T>(record: string, schema: Schema<T>, load: () => unknown): T {
  let value: unknown;
  try {
    value = load();
  } catch (error) {
    if (error instanceof SyntaxError) throw new DamagedRecord(record, 'it is not JSON', { cause: error });
    if (error instanceof RangeError) throw new DamagedRecord(record, error.message, { cause: error });
    throw error;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || issue.message);
  throw new DamagedRecord(record, `it does not have the expected form (${places.join(', ')})`, { cause: parsed.error });
}
