import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Holds invisible and right-to-left characters on purpose; nothing may reformat it. */
export const CORPUS_FILE = join(import.meta.dirname, 'injection-corpus.json');

const Entry = z.strictObject({ id: z.string().regex(/^[A-Z]\d\d$/), family: z.string(), text: z.string().min(1) });
export type Entry = z.infer<typeof Entry>;

const CONTROLS = 'Z_benign_control';

const corpus: readonly Entry[] = z.array(Entry).parse(JSON.parse(readFileSync(CORPUS_FILE, 'utf8')));

/** Texts that try to earn credit. */
export const attacks: readonly Entry[] = corpus.filter(({ family }) => family !== CONTROLS);

/** Honest sentences that look like them. */
export const controls: readonly Entry[] = corpus.filter(({ family }) => family === CONTROLS);
