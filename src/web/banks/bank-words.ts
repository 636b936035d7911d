import type { Rubric, Track } from '#app/protocol/index.ts';

export const TRACK_WORDS: Readonly<Record<Track, string>> = {
  'applied-ml': 'Applied ML',
  'generative-ai': 'Generative AI',
  'ml-infrastructure': 'ML infrastructure',
  'ml-research': 'ML research',
  'ai-agents': 'AI agents',
  'data-science': 'Data science',
};

export const STYLE_WORDS: Readonly<Record<Rubric['exemplars'][number]['style'], string>> = {
  plain: 'Plain',
  terse: 'Terse',
  rambling: 'Rambling',
  'second-language': 'Second language',
  'fluent-empty': 'Fluent, but empty',
  'fluent-wrong': 'Fluent, but wrong',
  'terse-right': 'Terse, but right',
};
