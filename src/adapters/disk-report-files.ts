import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFiles } from '#app/ports/index.ts';
import { writeWholeFile } from './write-whole-file.ts';

/** One plain file name, no folders. A leading dot is left to temporary files. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** The reports folder on disk; made when missing. A name that is not one plain file name throws RangeError. */
export function createDiskReportFiles(folder: string): ReportFiles {
  return {
    async write(name, bytes) {
      const path = pathOf(folder, name);
      await mkdir(folder, { recursive: true });
      await writeWholeFile(path, join(folder, `.${randomUUID()}.tmp`), bytes);
    },
    async read(name) {
      try {
        return await readFile(pathOf(folder, name));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

function pathOf(folder: string, name: string): string {
  if (!NAME.test(name)) throw new RangeError('not the name of a report file');
  return join(folder, name);
}
