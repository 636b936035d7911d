import { join } from 'node:path';
import { type Content, type LoadedBank, loadContent, newestOfEach } from '#app/banks/index.ts';

const root = join(import.meta.dirname, '..');

/** The banks and rubrics of this repository. */
export const shipped: Content = loadContent({ banksDir: join(root, 'question-banks'), rubricsDir: join(root, 'rubrics') });

/** The newest version of each bank. */
export const newestBanks: readonly LoadedBank[] = newestOfEach(shipped.banks.values());
