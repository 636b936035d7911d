import { accessSync, constants, mkdirSync } from 'node:fs';

/** Makes the folder when it is missing. Empty when it can be written to; otherwise what is wrong, naming the setting. */
export function folderProblems(folder: string, setting: string): string[] {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return [];
  } catch (error) {
    return [`The folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}). Choose another one with ${setting}.`];
  }
}
