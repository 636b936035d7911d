import { z } from 'zod';
import { Sha256, VersionedRef } from '#app/protocol/index.ts';

const Entry = z.strictObject({ contentHash: Sha256, structureHash: Sha256 });

/** `content.lock.json` beside the banks: what each published version looked like when it was published. */
export const ContentLock = z.strictObject({
  format: z.literal('assay-lock/1'),
  banks: z.record(VersionedRef, Entry),
  rubrics: z.record(VersionedRef, Entry),
});
export type ContentLock = z.infer<typeof ContentLock>;

export const LOCK_FILE = 'content.lock.json';
export const emptyLock: ContentLock = { format: 'assay-lock/1', banks: {}, rubrics: {} };

/** The lock as a file: sorted, one entry a line group, so that a diff shows exactly the version that was added. */
export function writeLock(lock: ContentLock): string {
  const sorted = <T>(entries: Record<string, T>) => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...lock, banks: sorted(lock.banks), rubrics: sorted(lock.rubrics) }, null, 2)}\n`;
}
