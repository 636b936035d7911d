export { createEngine, type RunningEngine } from './create-engine.ts';
export type { CandidateConnection, CandidateSocket, Engine, Outcome } from './engine-face.ts';
export type { EngineParts, EngineSettings } from './engine-parts.ts';
export { isShallow } from './is-shallow.ts';
