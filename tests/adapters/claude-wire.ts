import { modelsByRole } from '#app/adapters/index.ts';
import type { LlmRequest } from '#app/ports/index.ts';

export const ADDRESS = 'https://models.test';
export const options = { apiKey: 'test-key', baseUrl: ADDRESS, models: modelsByRole({}) };

export const request: LlmRequest = {
  role: 'grader',
  pass: 3,
  subject: 'never-sent-subject',
  system: ['Instructions.', 'Rubric.'],
  user: 'Answer.',
  schema: { type: 'object' },
  maxTokens: 500,
  timeoutMs: 5_000,
};

/** What `request` is on the wire: these fields and no others. */
export const sentRequest = {
  model: 'claude-sonnet-5-5',
  max_tokens: 500,
  system: [
    { type: 'text', text: 'Instructions.', cache_control: { type: 'ephemeral' } },
    { type: 'text', text: 'Rubric.', cache_control: { type: 'ephemeral' } },
  ],
  messages: [{ role: 'user', content: 'Answer.' }],
  output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
};

/** A message as the API writes it. */
export function message(over: Record<string, unknown> = {}) {
  return {
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: 'claude-served',
    content: [{ type: 'text', text: '{"findings":[]}', citations: null }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: 12,
      output_tokens: 34,
      cache_read_input_tokens: 56,
      cache_creation_input_tokens: null,
      inference_geo: 'global',
      service_tier: 'standard',
    },
    ...over,
  };
}

export const error = (type: string) => ({
  type: 'error',
  error: { type, message: 'Something about the request.' },
  request_id: null,
});
