import { copyFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';

/** `123 pwrite64(18</tmp/a.sqlite-wal>, "…"..., 4096, 32) = 4096`, with `-y` and any process id before it. */
const WRITE = /pwrite64\(\d+<([^>]+)>, .*, (\d+), (\d+)\)\s+= (\d+)/;
const SYNC = /f(?:data)?sync\(\d+<([^>]+)>\)\s+= 0/;

/** Bytes of each file that a disk was asked to keep, from a trace of the writer: writes count once a sync of the same file follows. */
export function syncedSizes(trace: string): ReadonlyMap<string, number> {
  const written = new Map<string, number>();
  const synced = new Map<string, number>();
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const write = WRITE.exec(line);
    if (write) {
      const [, file = '', , offset, length] = write;
      written.set(file, Math.max(written.get(file) ?? 0, Number(offset) + Number(length)));
      continue;
    }
    const file = SYNC.exec(line)?.[1];
    if (file !== undefined) synced.set(file, written.get(file) ?? 0);
  }
  return synced;
}

/**
 * Copies a database as a disk would give it back after a power cut: each file only as far as it was synced. Right while the WAL only
 * grows. The shared-memory file is left out, as it does not outlive its processes.
 */
export function afterPowerCut(database: string, folder: string, synced: ReadonlyMap<string, number>): string {
  const copy = join(folder, 'after-power-cut.sqlite');
  for (const suffix of ['', '-wal']) {
    copyFileSync(`${database}${suffix}`, `${copy}${suffix}`);
    truncateSync(`${copy}${suffix}`, synced.get(`${database}${suffix}`) ?? 0);
  }
  return copy;
}
