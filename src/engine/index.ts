export { BatchingLlm, type BatchingLlmParts } from './batching-llm.ts';
export { createEngine, type RunningEngine } from './create-engine.ts';
export type { CandidateConnection, CandidateSocket, Engine, Outcome } from './engine-face.ts';
export type { EngineParts, EngineSettings } from './engine-parts.ts';
export { isShallow } from './is-shallow.ts';
export { createModelDesk, type GradingLane, type ModelDesk, type ModelDeskParts } from './model-desk.ts';
export { createRegrader, type RegradedScreen, type RegradeRequest, type RegradeResult, type Regrader } from './regrade.ts';
export type { RegradedAnswer } from './regrade-answer.ts';
