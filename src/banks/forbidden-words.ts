/** Wording that has no place in a screen, and why. */
interface Rule {
  readonly pattern: RegExp;
  readonly why: string;
  readonly remedy: string;
}

const PRODUCTS = [
  'AWS',
  'SageMaker',
  'Bedrock',
  'Azure',
  'GCP',
  'Google Cloud',
  'Vertex AI',
  'Databricks',
  'Snowflake',
  'BigQuery',
  'Redshift',
  'Pinecone',
  'Weaviate',
  'LangChain',
  'LlamaIndex',
  'OpenAI',
  'ChatGPT',
  'GPT-?\\d\\w*',
  'Anthropic',
  'Gemini',
  'GitHub Copilot',
  'Datadog',
  'Weights & Biases',
];

const TRAITS = [
  'your (?:age|family|children|marriage|partner|health|illness|disability|religion|faith|nationality|origin|race|gender|native language|mother tongue|accent|photo|salary)',
  'where (?:are|do) you (?:come )?from',
  'how old are you',
  'are you (?:married|pregnant|religious)',
];

/** What a question may not say: it would ask for knowledge of one vendor's product, or for a personal trait. */
export const forbiddenInQuestions: readonly Rule[] = [
  {
    pattern: new RegExp(`\\b(?:${PRODUCTS.join('|')})(?![\\w-])`, 'i'),
    why: "needs knowledge of one vendor's product",
    remedy: 'Describe what the product does instead of naming it.',
  },
  {
    pattern: new RegExp(`\\b(?:${TRAITS.join('|')})\\b`, 'i'),
    why: 'asks for a personal trait',
    remedy: 'Ask about the work only.',
  },
];

/** What a check may not say: it would score a person's manner, or two people could not agree on it. */
export const forbiddenInChecks: readonly Rule[] = [
  {
    pattern:
      /\b(?:fluen(?:t|tly|cy)|accent|confiden(?:t|tly) (?:tone|manner|style)|sounds? confident|(?:grammar|spelling|typing) (?:is|of the answer|mistakes|errors)|eloquen\w+|writing style|native speaker)\b/i,
    why: "scores a person's manner",
    remedy: 'Say what the answer must contain.',
  },
  {
    pattern:
      /\b(?:clearly|appropriate(?:ly)?|proper(?:ly)?|adequate(?:ly)?|suitabl[ey]|considers?|understands?|is aware|demonstrates|shows (?:understanding|awareness)|well-(?:structured|reasoned|written))\b/i,
    why: 'cannot be judged alike by two people',
    remedy: 'Say which statement, figure or step the answer must hold.',
  },
];
