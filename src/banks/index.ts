export { checkContent } from './check-content.ts';
export { canonicalJson, sha256 } from './content-hash.ts';
export { type ContentLock, LOCK_FILE, writeLock } from './content-lock.ts';
export { type Content, isPublished, type LoadedBank, type LoadedRubric, loadContent, lockWith } from './load-content.ts';
export type { Problem } from './parse-yaml.ts';
export { planInterview } from './plan-interview.ts';
