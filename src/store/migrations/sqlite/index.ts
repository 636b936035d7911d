import { log } from './0001-log.ts';
import { modelCalls } from './0002-model-calls.ts';

export interface Migration {
  /** Becomes the file's `user_version`. */
  readonly schema: number;
  readonly sql: string;
}

/** Forward only, in order, never edited once released: a change of mind is the next number. */
export const MIGRATIONS: readonly Migration[] = [
  { schema: 1, sql: log },
  { schema: 2, sql: modelCalls },
];
