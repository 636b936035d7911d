import {
  type ClaudeOptions,
  createClaudeBatches,
  createClaudeEstimate,
  createClaudeLlm,
  createRolePrices,
  modelsByRole,
} from '#app/adapters/index.ts';
import type { Config } from '#app/config.ts';
import { BatchingLlm, createModelDesk, type GradingLane, type ModelDeskParts } from '#app/engine/index.ts';
import { createClaudeGrader, createClaudeInterviewer, createOfflineGrader, type Grader } from '#app/grading/index.ts';
import type { Llm } from '#app/ports/index.ts';

/** Where calls to a model are written down and kept within bounds. */
export type CallRecord = Pick<ModelDeskParts, 'calls' | 'clock' | 'ids' | 'log' | 'failpoint'>;

/** `in-batches`: at half the price and within a day; for work that nobody waits for. */
export type Asking = 'at-once' | 'in-batches';

export interface Graders {
  readonly grader: Grader;
  readonly interviewer: Grader;
  readonly offlineGrader: Grader;
  /** Null: grading goes through nothing that closes. */
  readonly gradingLane: GradingLane | null;
  /** In words, for candidates. */
  readonly forNotice: string;
  /** In words, for the person who started the program. */
  readonly forOperator: string;
  /** Ends all waiting for batches. */
  stop(): void;
}

/** The graders that the settings name. `record` is null for a single call that nothing remembers. */
export function createGraders(config: Config, record: CallRecord | null, asking: Asking = 'at-once'): Graders {
  const offlineGrader = createOfflineGrader();
  if (config.grader === 'offline') {
    return {
      grader: offlineGrader,
      interviewer: offlineGrader,
      offlineGrader,
      gradingLane: null,
      forNotice: 'a program on our own server that looks for the points of the rubric; no language model reads your answers',
      forOperator:
        'offline (provisional: for a person to confirm). Set ANTHROPIC_API_KEY for Claude, or ANTHROPIC_BASE_URL for a server of your own.',
      stop: () => {},
    };
  }
  const options = claudeOptions(config);
  const { models } = options;
  const { llm, gradingLane, stop } = createWay(config, options, record, asking);
  const where = config.anthropicBaseUrl ? `at ${config.anthropicBaseUrl}` : 'by Anthropic';
  return {
    grader: createClaudeGrader({ llm, model: models.grader }),
    interviewer: createClaudeInterviewer({ llm, model: models.interviewer }),
    offlineGrader,
    gradingLane,
    forNotice: `the language model ${models.grader}, run ${where}; your name and address are not sent to it`,
    forOperator: [
      `Claude (${models.grader}, ${where}).`,
      ...(config.dailyBudgetUsd !== null && createRolePrices(options)('grader') === null
        ? ['Its price is not known, so ASSAY_DAILY_BUDGET_USD does not hold for it.']
        : []),
      'Set ASSAY_GRADER=offline to keep everything on this machine.',
    ].join(' '),
    stop,
  };
}

interface Way extends Pick<Graders, 'gradingLane' | 'stop'> {
  readonly llm: Llm;
}

/** How questions reach the model. */
function createWay(config: Config, options: ClaudeOptions, record: CallRecord | null, asking: Asking): Way {
  if (record === null) return { llm: createClaudeLlm(options), gradingLane: null, stop: () => {} };
  const parts = {
    ...record,
    models: options.models,
    dailyBudgetMicroUsd: config.dailyBudgetUsd && Math.round(config.dailyBudgetUsd * 1_000_000),
    estimateMicroUsd: createClaudeEstimate(options, { batch: asking === 'in-batches' }),
  };
  if (asking === 'in-batches') {
    const batching = new BatchingLlm({ ...parts, batches: createClaudeBatches(options) });
    return { llm: batching, gradingLane: null, stop: () => batching.stop() };
  }
  const desk = createModelDesk({ ...parts, llm: createClaudeLlm(options), gradingCalls: config.gradingLanes });
  return { llm: desk, gradingLane: desk, stop: () => {} };
}

function claudeOptions(config: Config): ClaudeOptions {
  const models = modelsByRole({
    grader: config.modelGrader,
    panel: config.modelPanel,
    interviewer: config.modelInterviewer,
    entailment: config.modelEntailment,
  });
  return { apiKey: config.anthropicKey, baseUrl: config.anthropicBaseUrl, models };
}
